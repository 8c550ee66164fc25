import type { Measured, RegionFacts } from './measure.ts';

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

export const ALERT_NAMES = [
  'calendar-missing',
  'danger-unsettled',
  'cases-unmoderated',
  'letters-unsent',
  'jobs-dead',
  'jobs-late',
  'audit-unsealed',
  'answers-set-aside',
  'disk-low',
] as const;
export type AlertName = (typeof ALERT_NAMES)[number];

export interface Rule {
  readonly name: AlertName;
  /** What is compared with the threshold. */
  readonly value: (facts: Measured) => number;
  readonly threshold: number;
  readonly unit: 'seconds' | 'count' | 'percent';
  /** The alert is on when the value is beyond the threshold on this side. */
  readonly side: 'above' | 'below';
  /** For the operator at a terminal; the desk has its own words in both languages. */
  readonly mend: string;
}

const worst = (facts: Measured, of: (region: RegionFacts) => number): number =>
  Math.max(0, ...facts.regions.map(of));

/** On what age or number somebody has to act, and how. The thresholds are the platform's, not a law's. */
export const RULES: readonly Rule[] = [
  {
    name: 'calendar-missing',
    value: ({ regions }) => regions.filter((one) => one.calendarMissing !== null).length,
    threshold: 0,
    unit: 'count',
    side: 'above',
    mend: 'Import the production calendar of the coming year: deadlines that reach into it get no date until then; cases waiting for one are counted anew within the hour.',
  },
  {
    name: 'danger-unsettled',
    value: (facts) => worst(facts, (one) => one.dangerLate_s),
    threshold: 0,
    unit: 'seconds',
    side: 'above',
    mend: 'A report of danger has waited longer than its two hours. Reach whoever is on duty by telephone, and open the danger queue of the desk.',
  },
  {
    name: 'cases-unmoderated',
    value: (facts) => worst(facts, (one) => one.unmoderatedLate_s),
    threshold: DAY_S,
    unit: 'seconds',
    side: 'above',
    mend: 'A case waits for its moderator a day longer than promised. Look into the moderation queue of the desk and find out who is away.',
  },
  {
    name: 'letters-unsent',
    value: (facts) => worst(facts, (one) => one.oldestLetter_s),
    threshold: 30 * MINUTE_S,
    unit: 'seconds',
    side: 'above',
    mend: 'Look for `letter.not-taken` in the log and check SMTP_URL; letters go out by themselves once the mail server takes them.',
  },
  {
    name: 'jobs-dead',
    value: ({ queue }) => queue.dead,
    threshold: 0,
    unit: 'count',
    side: 'above',
    mend: 'Look for `job.failed` in the log, mend the cause, and give the jobs their tries back (see the how-to on watching).',
  },
  {
    name: 'jobs-late',
    value: ({ queue }) => queue.oldestDue_s,
    threshold: 10 * MINUTE_S,
    unit: 'seconds',
    side: 'above',
    mend: 'Nobody takes the jobs whose time has come: see that a worker runs (`npm run otklik -- worker`) and whether it is busy.',
  },
  {
    name: 'audit-unsealed',
    value: ({ audit }) => audit.unsealed_s,
    threshold: 5 * MINUTE_S,
    unit: 'seconds',
    side: 'above',
    mend: 'The act log is not sealed: see that a worker runs, and look for `audit.not-sealed` in the log and for a transaction that never ends in the database.',
  },
  {
    name: 'answers-set-aside',
    value: ({ regions }) => regions.reduce((sum, one) => sum + one.answersSetAside, 0),
    threshold: 0,
    unit: 'count',
    side: 'above',
    mend: 'Sealed answers of surveys do not open and were set aside; the others came out. Put missing key files back into the secrets (`doctor` names them): those answers then come out by themselves. Damaged ones point at the disk or at somebody with rights on the database.',
  },
  {
    name: 'disk-low',
    value: ({ disk }) => (disk.total_bytes > 0 ? (100 * disk.free_bytes) / disk.total_bytes : 0),
    threshold: 5,
    unit: 'percent',
    side: 'below',
    mend: 'Free some space under DATA_DIR or give it a larger disk: with a full one nothing new can be taken.',
  },
];

export interface Alert {
  readonly name: AlertName;
  readonly on: boolean;
  readonly value: number;
  readonly threshold: number;
  readonly unit: Rule['unit'];
  readonly mend: string;
}

/** The whole table with what it says of these facts. */
export const judge = (facts: Measured): Alert[] =>
  RULES.map(({ name, value: valueOf, threshold, unit, side, mend }) => {
    const value = valueOf(facts);
    const on = side === 'above' ? value > threshold : value < threshold;
    return { name, on, value, threshold, unit, mend };
  });

/** An age or number in the words of a terminal. */
export function inWords({ value, unit }: Pick<Alert, 'value' | 'unit'>): string {
  if (unit === 'percent') return `${value.toFixed(1)} %`;
  if (unit === 'count') return String(value);
  if (value >= 2 * DAY_S) return `${Math.floor(value / DAY_S)} days`;
  if (value >= 2 * HOUR_S) return `${Math.floor(value / HOUR_S)} h`;
  return `${Math.floor(value / MINUTE_S)} min`;
}
