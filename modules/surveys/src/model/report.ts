/** What a post office says of a letter, by what has to be done about it. */
export const REPORT_KINDS = [
  'address',
  'policy',
  'permanent',
  'temporary',
  'delayed',
  'delivered',
  'complaint',
  'unreadable',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** A letter's status as RFC 3463 has it, with the action that RFC 3464 has beside it. */
export interface Said {
  readonly action: string;
  /** `5.1.1`; empty where none was given. */
  readonly status: string;
}

/**
 * What a status means. 5.1.x is about the address, 5.7.x about us as its sender; an action `delayed` is no verdict
 * yet, whatever status stands beside it.
 */
export function kindOf({ action, status }: Said): ReportKind {
  if (action === 'delayed') return 'delayed';
  if (['delivered', 'relayed', 'expanded'].includes(action)) return 'delivered';
  if (status.startsWith('5.1.')) return 'address';
  if (status.startsWith('5.7.')) return 'policy';
  if (status.startsWith('5.')) return 'permanent';
  if (status.startsWith('4.')) return 'temporary';
  return action === 'failed' ? 'permanent' : 'unreadable';
}

/** What a message is that came back to a letter. */
export function reportKind(
  report: Said & { readonly form: 'dsn' | 'complaint' | 'other' },
): ReportKind {
  if (report.form === 'complaint') return 'complaint';
  return report.form === 'dsn' ? kindOf(report) : 'unreadable';
}

const HOUR_ms = 3_600_000;
/** So many temporary failures within so long, and the address rests for so many days. */
export const SOFT = { count: 2, within_ms: 72 * HOUR_ms, rest_days: 14 } as const;
/** Other permanent failures: the first may be a fault of that letter. */
export const PERMANENT_MAX = 2;

export interface Past {
  readonly kind: ReportKind;
  readonly at: Date;
}

export type Verdict =
  | { readonly act: 'nothing' }
  | { readonly act: 'suppress'; readonly because: string }
  | { readonly act: 'rest'; readonly days: number }
  | { readonly act: 'stop' };

const NOTHING: Verdict = { act: 'nothing' };

/** What follows from a report, and from those about the same person before it (itself left out). */
export function verdictOn(kind: ReportKind, past: readonly Past[], now: Date): Verdict {
  if (kind === 'address') return { act: 'suppress', because: 'address-refused' };
  if (kind === 'complaint') return { act: 'stop' };
  const like = past.filter((one) => one.kind === kind);
  if (kind === 'permanent')
    return like.length + 1 >= PERMANENT_MAX
      ? { act: 'suppress', because: 'refused-twice' }
      : NOTHING;
  if (kind !== 'temporary') return NOTHING;
  const lately = like.filter(({ at }) => now.getTime() - at.getTime() <= SOFT.within_ms);
  return lately.length + 1 >= SOFT.count ? { act: 'rest', days: SOFT.rest_days } : NOTHING;
}
