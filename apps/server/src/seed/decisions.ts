import {
  ruleOf,
  REJECTION_REASONS,
  RETURN_REASONS,
  type Advanced,
  type Move,
  type Role,
  type State,
} from '@otklik/cases';
import { AUTHORS, placeAfter, placeBefore, type LocalCalendar } from './hours.ts';
import { proposalWords } from './proposals.ts';
import type { Random } from './random.ts';
import { remarks } from './remarks.ts';
import { AGAIN, wishes, type Wish } from './wishes.ts';

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
  /** The promised date. */
  readonly until: string | undefined;
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
  danger: 2 * HOUR_MS,
  returned: 10 * DAY_MS,
  appealed: 4 * DAY_MS,
  'waiting-author': 10 * DAY_MS,
  planned: 30 * DAY_MS,
  'in-work': 11 * DAY_MS,
  'answer-draft': 2 * DAY_MS,
  answered: 15 * DAY_MS,
  disputed: 7 * DAY_MS,
};
/** Some cases are simply forgotten and stay overdue for weeks, in clinics more than elsewhere. */
const FORGOTTEN: Readonly<Partial<Record<Role, number>>> = {
  moderator: 0.001,
  executor: 0.012,
  controller: 0.008,
};

/** What happens next to a case and when; null when it stays as it is. */
export function decide(question: Question): Decision | null {
  const { random, script } = question;
  const scripted = script?.shift();
  if (script && !scripted) return null;
  const wish = scripted ? scriptedWish(question, scripted) : chosenWish(question);
  if (!wish) return null;
  const role = roleFor(question, wish.move);
  if (!scripted && random.chance(FORGOTTEN[role] ?? 0)) return null;
  const at = instantOf(question, wish);
  if (at === null) return null;
  return {
    move: wish.move,
    role,
    at,
    until: promised(question, wish.move, at),
    ...wordsOf(question, wish.move),
  };
}

function scriptedWish(question: Question, move: Move): Wish {
  const known = wishes(question).find((one) => one.move === move);
  return { ...known, move, late: 0, weight: 1, within: 0.25 };
}

function chosenWish(question: Question): Wish | undefined {
  const { random, advanced } = question;
  const again = AGAIN[advanced.facts.state];
  // Nobody opens a case a second time; the dice would go on for ever.
  const { round, disputes, clocks } = advanced.facts;
  const opened = round > 1 || disputes > 1 || clocks.some((clock) => clock.stage === 'appeal');
  if (again && !opened && advanced.facts.back !== 'submitted')
    return random.chance(again.chance)
      ? { move: again.move, hours: AUTHORS, weight: 1 }
      : undefined;
  return random.weighted(wishes(question), (one) => one.weight);
}

/** Who makes the move; of those who may, whoever owes the step. */
function roleFor({ advanced }: Question, move: Move): Role {
  const { by } = ruleOf(move);
  return move === 'raise-danger' && advanced.facts.state === 'submitted' ? 'author' : by[0]!;
}

/** A date some weeks ahead. */
function promised({ random }: Question, move: Move, at: number): string | undefined {
  const starts = ruleOf(move).starts === 'planned';
  if (!starts) return undefined;
  return new Date(at + random.whole(7, 45) * DAY_MS).toISOString().slice(0, 10);
}

/** When the wish comes true: within the step's term or after it, in the hours of who does it. */
function instantOf({ random, place, advanced, at, script }: Question, wish: Wish): number | null {
  const { state } = advanced.facts;
  if (wish.move === 'lapse') return at + DRAFT_LIFE_MS + random.whole(1000, 60_000);
  if (ruleOf(wish.move).when === 'overdue') {
    const due = advanced.due.at?.getTime();
    return due === undefined ? null : Math.max(due, at) + random.whole(1000, 60_000);
  }
  if (AGAIN[state])
    return placeAfter(place, AUTHORS, at + random.whole(1, script ? 6 : 12 * 24) * HOUR_MS, random);
  if (state === 'draft') return at + 60_000 + letterOpenedAfter(random);
  const asked = advanced.facts.clocks.findLast((one) => one.stage === 'proposal' && !one.stoppedAt);
  const runs = asked && state !== 'danger' ? asked.dueAt : advanced.due.at;
  const due = runs?.getTime() ?? at + USUAL_MS[state]!;
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
    default: {
      const { reasons } = ruleOf(move);
      // The words of "another reason" must be given; the dice take one that speaks for itself.
      const plain = reasons?.filter((one) => one !== 'other');
      return { reason: plain && random.pick(plain), note: proposalWords(random, move) };
    }
  }
}
