import {
  MOVES,
  REJECTION_REASONS,
  RETURN_REASONS,
  type Advanced,
  type Move,
  type Role,
  type State,
} from '@otklik/cases';
import {
  AUTHORS,
  MODERATORS,
  OFFICE,
  placeAfter,
  placeBefore,
  type Hours,
  type LocalCalendar,
} from './hours.ts';
import type { Random } from './random.ts';
import { remarks } from './remarks.ts';

/** How the people of a case are. */
export interface Temper {
  readonly signedIn: boolean;
  /** Whether an author without an account ever opens the letter. */
  readonly confirms: boolean;
  /** How often the clinic is late, 0 to 1. */
  readonly clinicLate: number;
  /** Refused for this reason; null when it deserves to be published. */
  readonly rejectedFor: string | null;
}

export interface Decision {
  readonly move: Move;
  readonly role: Role;
  readonly at: number;
  readonly reason: string | undefined;
  readonly note: string | null;
}

export interface Question {
  readonly random: Random;
  readonly place: LocalCalendar;
  readonly advanced: Advanced;
  /** When the case came into its state. */
  readonly at: number;
  readonly temper: Temper;
  /** Moves still to walk; the next is taken off. */
  readonly script: Move[] | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DRAFT_LIFE_MS = 7 * DAY_MS;
/** A step's usual length where no date is promised: its year has no calendar yet. */
const USUAL_MS: Readonly<Partial<Record<State, number>>> = {
  submitted: DAY_MS,
  'in-work': 11 * DAY_MS,
  'answer-draft': 2 * DAY_MS,
  answered: 15 * DAY_MS,
  disputed: 7 * DAY_MS,
};
const MODERATOR_LATE = 0.06;
const ANSWER_CHECK_LATE = 0.08;
const CONTROLLER_LATE = 0.15;
/** Some cases are simply forgotten and stay overdue for weeks, in clinics more than elsewhere. */
const FORGOTTEN: Readonly<Partial<Record<Role, number>>> = {
  moderator: 0.001,
  executor: 0.012,
  controller: 0.008,
};

interface Wish {
  readonly move: Move;
  readonly late?: number;
  readonly hours?: Hours;
  readonly weight: number;
  /** Which part of the term passes, at most, when it is done in time. */
  readonly within?: number;
}

function wishes({ advanced, temper }: Question): Wish[] {
  const { round, clocks } = advanced.facts;
  const late = temper.clinicLate;
  const returned = clocks.findLast((clock) => clock.stage === 'reply')?.pauses.length ?? 0;
  switch (advanced.facts.state) {
    case 'draft':
      if (!temper.confirms)
        return [
          { move: 'lapse', weight: 9 },
          { move: 'withdraw-unpublished', hours: AUTHORS, weight: 1 },
        ];
      return [{ move: 'confirm-address', hours: AUTHORS, weight: 1 }];
    case 'submitted':
      return [
        { move: 'withdraw-unpublished', hours: AUTHORS, weight: 1.5, within: 0.3 },
        {
          move: temper.rejectedFor ? 'reject' : 'publish',
          hours: MODERATORS,
          late: MODERATOR_LATE,
          weight: 98.5,
        },
      ];
    case 'in-work':
      return [
        { move: 'withdraw', hours: AUTHORS, weight: round === 1 && !returned ? 2 : 0 },
        { move: 'hand-in-answer', hours: OFFICE, late, weight: 98 },
      ];
    case 'answer-draft':
      return [
        {
          move: 'return-answer',
          hours: MODERATORS,
          late: ANSWER_CHECK_LATE,
          weight: returned < 2 ? 9 : 0,
        },
        { move: 'publish-answer', hours: MODERATORS, late: ANSWER_CHECK_LATE, weight: 91 },
      ];
    case 'answered':
      return [
        { move: 'fall-silent', weight: 38 },
        { move: 'confirm', hours: AUTHORS, weight: 34, within: 0.7 },
        { move: 'confirm-partly', hours: AUTHORS, weight: 12 },
        { move: 'dispute', hours: AUTHORS, weight: round === 1 ? 16 : 24, within: 0.5 },
      ];
    case 'disputed':
      return [
        {
          move: 'uphold-dispute',
          hours: OFFICE,
          late: CONTROLLER_LATE,
          weight: round < 3 ? 45 : 0,
        },
        { move: 'refuse-dispute', hours: OFFICE, late: CONTROLLER_LATE, weight: 55 },
      ];
    default:
      return [];
  }
}

/** What happens next to a case and when; null when it stays as it is. */
export function decide(question: Question): Decision | null {
  const { random, script } = question;
  const scripted = script?.shift();
  if (script && !scripted) return null;
  const all = wishes(question);
  const wish: Wish | undefined = scripted
    ? {
        ...all.find((one) => one.move === scripted),
        move: scripted,
        late: 0,
        weight: 1,
        within: 0.25,
      }
    : random.weighted(all, (one) => one.weight);
  if (!wish) return null;
  const role = MOVES[wish.move].by[0];
  if (!scripted && random.chance(FORGOTTEN[role] ?? 0)) return null;
  const at = instantOf(question, wish);
  return at === null ? null : { move: wish.move, role, at, ...wordsOf(question, wish.move) };
}

/** When the wish comes true: within the step's term or after it, in the hours of who does it. */
function instantOf({ random, place, advanced, at }: Question, wish: Wish): number | null {
  const { state } = advanced.facts;
  if (wish.move === 'lapse') return at + DRAFT_LIFE_MS + random.whole(1000, 60_000);
  if (wish.move === 'fall-silent') {
    const due = advanced.due.at?.getTime();
    return due === undefined ? null : due + random.whole(1000, 60_000);
  }
  if (state === 'draft') return at + 60_000 + letterOpenedAfter(random);
  const due = advanced.due.at?.getTime() ?? at + USUAL_MS[state]!;
  const term = Math.max(due - at, 2 * HOUR_MS);
  const hours = wish.hours ?? AUTHORS;
  if (wish.late && random.chance(wish.late)) {
    const over = term * random.next() ** 2 * 1.2 + random.whole(10, 300) * 60_000;
    return placeAfter(place, hours, Math.max(due, at) + Math.round(over), random);
  }
  const share = (0.04 + 0.94 * random.next()) * (wish.within ?? 1);
  const placed = placeAfter(place, hours, at + 60_000 + Math.round(term * share), random);
  if (placed <= due) return placed;
  const hurried = placeBefore(place, hours, due, random);
  return hurried > at + 60_000 ? hurried : placed;
}

/** Most open the letter at once, some in the evening or the day after. */
function letterOpenedAfter(random: Random): number {
  const usual_h = random.chance(0.7) ? 0.2 : 9;
  return Math.min(Math.round(-Math.log(1 - random.next()) * usual_h * HOUR_MS), 6 * DAY_MS);
}

function wordsOf({ random, temper }: Question, move: Move): Pick<Decision, 'reason' | 'note'> {
  switch (move) {
    case 'reject': {
      const reason = REJECTION_REASONS.find((one) => one === temper.rejectedFor) ?? 'other';
      const explains = reason === 'other' || random.chance(0.5);
      return { reason, note: explains ? remarks.rejected[reason] : null };
    }
    case 'return-answer': {
      const reason = random.pick(RETURN_REASONS);
      const explains = reason === 'other' || random.chance(0.6);
      return { reason, note: explains ? remarks.returned[reason] : null };
    }
    case 'uphold-dispute':
      return { reason: 'dispute-upheld', note: random.pick(remarks.upheld) };
    case 'refuse-dispute':
      return { reason: 'dispute-not-supported', note: random.pick(remarks.refused) };
    default:
      return { reason: undefined, note: null };
  }
}
