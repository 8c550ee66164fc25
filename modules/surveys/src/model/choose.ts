import type { SurveyRules } from './rules.ts';
import { daysAfter } from './send-time.ts';

/** Why nobody is asked about a visit that could have been asked about. The first that holds is told. */
export const REFUSALS = [
  'late',
  'pilot-over',
  'no-form',
  'suppressed',
  'stopped',
  'open-complaint',
  'fatigue-days',
  'fatigue-year',
  'second-visit-of-day',
  'lost-to-fewer',
] as const;
export type NotAsked = (typeof REFUSALS)[number];

/** A visit that waits for its decision. Days are local, `YYYY-MM-DD`. */
export interface Candidate {
  readonly id: string;
  readonly day: string;
  readonly clinicId: string | null;
  /** Whose letters somebody may have stopped: an organisation, or a place without one. */
  readonly sender: string;
  readonly hasForm: boolean;
  readonly isLate: boolean;
  /** Whether no letter may leave on the day on which this one would. */
  readonly isOver: boolean;
  /** Answers of its place of late, as far as they are counted. */
  readonly answers: number;
}

export interface Complaint {
  readonly clinicId: string;
  readonly openedOn: string;
  readonly isOpen: boolean;
}

/** What is known of whoever is asked: letters and complaints, no answers. */
export interface Standing {
  readonly isSuppressed: boolean;
  /** Senders; '' is all. */
  readonly stops: ReadonlySet<string>;
  readonly touches: readonly { readonly day: string; readonly kind: string; readonly n: number }[];
  readonly complaints: readonly Complaint[];
}

/** Around so many days of a visit a complaint that is not closed is taken to be about it. */
const SAME_VISIT_days = 7;
const YEAR_days = 365;

function isComplainedOf({ clinicId, day }: Candidate, { complaints }: Standing): boolean {
  return complaints.some(
    (one) =>
      one.isOpen &&
      one.clinicId === clinicId &&
      one.openedOn >= daysAfter(day, -SAME_VISIT_days) &&
      one.openedOn <= daysAfter(day, SAME_VISIT_days),
  );
}

type Fatigue = Pick<SurveyRules, 'fatigue_days' | 'year_max' | 'complaint_days'>;

/** Whether the one budget of all surveys is used up. Complaints count as contact; a reminder belongs to its letter. */
export function fatigueOf(
  { touches, complaints }: Standing,
  rules: Fatigue,
  today: string,
): 'fatigue-days' | 'fatigue-year' | null {
  const own = rules.complaint_days > 0 ? complaints : [];
  const contacts = [
    ...touches.map(({ day, kind, n }) => ({ day, n: kind === 'reminder' ? 0 : n })),
    ...own.map(({ openedOn: day }) => ({ day, n: 1 })),
  ];
  const after = (days: number) => daysAfter(today, -days);
  if (touches.some(({ day }) => day > after(rules.fatigue_days))) return 'fatigue-days';
  if (own.some(({ openedOn }) => openedOn > after(rules.complaint_days))) return 'fatigue-days';
  const year = contacts
    .filter(({ day }) => day > daysAfter(today, -YEAR_days))
    .reduce((sum, { n }) => sum + n, 0);
  return year >= rules.year_max ? 'fatigue-year' : null;
}

function refusalOf(one: Candidate, standing: Standing): NotAsked | null {
  if (one.isLate) return 'late';
  if (one.isOver) return 'pilot-over';
  if (!one.hasForm) return 'no-form';
  if (standing.isSuppressed) return 'suppressed';
  if (standing.stops.has('') || standing.stops.has(one.sender)) return 'stopped';
  return isComplainedOf(one, standing) ? 'open-complaint' : null;
}

export interface Choice {
  readonly winner: Candidate | null;
  /** How many competed with it, itself counted. */
  readonly among: number;
  readonly refused: readonly { readonly id: string; readonly because: NotAsked }[];
}

/** Of the visits of one person, the one they are asked about: where answers are fewest. */
export function choose(
  candidates: readonly Candidate[],
  standing: Standing,
  rules: Fatigue,
  today: string,
): Choice {
  const judged = candidates.map((one) => ({ one, because: refusalOf(one, standing) }));
  const fatigue = fatigueOf(standing, rules, today);
  const free = fatigue ? [] : judged.filter(({ because }) => !because).map(({ one }) => one);
  const [winner = null] = free.toSorted((a, b) => a.answers - b.answers || (a.id < b.id ? -1 : 1));
  const refused = judged.flatMap(({ one, because }) => {
    if (one === winner) return [];
    const lost = one.day === winner?.day ? 'second-visit-of-day' : 'lost-to-fewer';
    return [{ id: one.id, because: because ?? fatigue ?? lost } as const];
  });
  return { winner, among: free.length, refused };
}
