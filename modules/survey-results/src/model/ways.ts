import { MODES, type Mode } from '@otklik/survey-answers';
import { wilson } from '@otklik/stats';

/** One way of asking, as it is told; null: few, hidden, or not known of this way. */
export interface WayShown {
  readonly mode: Mode;
  /** Whether invitations of this way are on record: then what is not told is few. */
  readonly isKnown: boolean;
  readonly asked: number | null;
  readonly delivered: number | null;
  readonly returned: number | null;
  readonly refused: number | null;
  readonly otherwise: number | null;
  readonly parts: number | null;
  /** Counted answers that everybody may see. */
  readonly answered: number;
  readonly share: { readonly value: number; readonly low: number; readonly high: number } | null;
}

type Count = 'asked' | 'delivered' | 'returned' | 'refused' | 'otherwise' | 'parts';
export type WaySums = Readonly<Record<Count, number>>;

/** Ways whose invitations are counted. Of paper, tablets and posters nobody knows how many saw them. */
const COUNTED: readonly Mode[] = ['mail', 'sms', 'messenger'];

/**
 * Each way by itself: those who are reached by one are other people than those of another, so no line is a sum of
 * two. Answers in the cabinet are to invitations of the other ways: they have no share of their own. Fewer than the
 * minimum is not told, nor what would follow from such a difference.
 */
export function waysShown(
  sums: ReadonlyMap<Mode, WaySums>,
  answered: ReadonlyMap<Mode, number>,
  min: number,
): readonly WayShown[] {
  return MODES.flatMap((mode): WayShown[] => {
    const own = COUNTED.includes(mode) ? sums.get(mode) : undefined;
    const n = answered.get(mode) ?? 0;
    if (!own && n === 0) return [];
    const nothing = { asked: null, delivered: null, returned: null, refused: null };
    if (!own || own.asked < min)
      return [
        {
          mode,
          isKnown: own !== undefined,
          ...nothing,
          otherwise: null,
          parts: null,
          answered: n,
          share: null,
        },
      ];
    const told = (of: Count): number | null => (own[of] > 0 && own[of] < min ? null : own[of]);
    const few = (['returned', 'refused'] as const).some((of) => told(of) === null);
    const lost = own.asked - own.delivered;
    const delivered = few || (lost > 0 && lost < min) ? null : told('delivered');
    return [
      {
        mode,
        isKnown: true,
        asked: own.asked,
        delivered,
        returned: told('returned'),
        refused: told('refused'),
        otherwise: told('otherwise'),
        parts: mode === 'mail' ? null : own.parts,
        answered: n,
        share: delivered === null ? null : shareOf(n, delivered),
      },
    ];
  });
}

/** Answers of one month may be to letters of the one before: more than letters is no share. */
function shareOf(n: number, of: number): WayShown['share'] {
  if (n === 0 || of === 0 || n > of) return null;
  const [low, high] = wilson(n, of);
  return { value: n / of, low, high };
}
