/**
 * The course of one promise. Its author has the last word; what a clinic says is only what a clinic says,
 * and silence is never success. Decision 0041.
 */
import { zoneOf } from '@otklik/working-time';
import { AppError } from '@otklik/kernel';
import { daysUntil, windowEnd } from './clocks.ts';

export const PROMISE_STATES = [
  'promised',
  'overdue',
  'done',
  'kept',
  'not-kept',
  'silent',
] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

export const PROMISE_ACTS = ['report', 'pass', 'say-kept', 'say-broken', 'fall-silent'] as const;
export type PromiseAct = (typeof PROMISE_ACTS)[number];

/** At most so many in one answer, and each at most so many days ahead (an interim one: 60). */
export const PROMISES_MAX = 10;
export const PROMISE_DAYS_MAX = 366;
/** So many days after being asked its author counts as silent, and may speak still. */
export const PROMISE_SILENCE_days = 15;

interface PromiseRule {
  readonly from: readonly PromiseState[];
  readonly to: PromiseState;
  readonly by: 'clinic' | 'author' | 'system';
  /** The author is asked with it. */
  readonly asks?: true;
}

export const PROMISE_RULES: Readonly<Record<PromiseAct, PromiseRule>> = {
  report: { from: ['promised', 'overdue'], to: 'done', by: 'clinic', asks: true },
  pass: { from: ['promised'], to: 'overdue', by: 'system', asks: true },
  // Silence settles only what the clinic has reported: who does nothing stays overdue.
  'fall-silent': { from: ['done'], to: 'silent', by: 'system' },
  'say-kept': { from: ['overdue', 'done', 'silent'], to: 'kept', by: 'author' },
  'say-broken': { from: ['overdue', 'done', 'silent'], to: 'not-kept', by: 'author' },
};

export interface PromiseFacts {
  readonly state: PromiseState;
  readonly dueAt: Date;
  readonly askedAt: Date | null;
  readonly late: boolean;
  readonly zone: string;
}

/** When its author counts as silent; null while nobody has asked or an answer is not awaited. */
export const silentAt = ({ state, askedAt, zone }: PromiseFacts): Date | null =>
  state === 'done' && askedAt ? windowEnd(askedAt, PROMISE_SILENCE_days, { zone }) : null;

/**
 * What an act makes of a promise. Pure.
 * @throws AppError move-impossible
 */
export function advancePromise(facts: PromiseFacts, act: PromiseAct, at: Date): PromiseFacts {
  const rule = PROMISE_RULES[act];
  const impossible = (reason: string) =>
    new AppError('move-impossible', { promise: facts.state, reason });
  if (!rule.from.includes(facts.state)) throw impossible('not-in-this-state');
  const passed = at > facts.dueAt;
  if (act === 'pass' && !passed) throw impossible('not-overdue');
  const silent = silentAt(facts);
  if (act === 'fall-silent' && (!silent || at <= silent)) throw impossible('not-overdue');
  return {
    ...facts,
    state: rule.to,
    late: facts.late || (passed && (act === 'pass' || act === 'report')),
    askedAt: rule.asks ? at : facts.askedAt,
  };
}

/** What this hand may do with a promise now. */
export const promiseActsOf = (facts: PromiseFacts, by: PromiseRule['by'], at: Date): PromiseAct[] =>
  PROMISE_ACTS.filter((act) => {
    if (PROMISE_RULES[act].by !== by) return false;
    try {
      advancePromise(facts, act, at);
      return true;
    } catch {
      return false;
    }
  });

/**
 * The end of a promised day in the clinic's zone.
 * @throws AppError date-unfit when it does not lie ahead, or lies further than a promise may
 */
export function promiseDue(zone: string, at: Date, date: string, maximum_days: number): Date {
  const days = daysUntil(date, at, zone);
  if (!(days >= 1 && days <= maximum_days)) throw new AppError('date-unfit', { maximum_days });
  return endOfDay(zone, date);
}

/** The last instant of a date, where the clinic is. */
export function endOfDay(zone: string, date: string): Date {
  const place = zoneOf(zone);
  const day = Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
  return new Date(place.at(day + 1, 0) - 1);
}

/** Words of a text that promise something: where one stands and no row names a date, both sides are told. */
const PROMISING =
  /(?:^|[^а-яё])(?:будет|будут|планиру[а-яё]+|устраним|исправим|сделаем|откроем|закупим|установим|отремонтируем|проведём|проведем|обеща[а-яё]+|обязуемся|в ближайшее время|в кратчайшие сроки)(?:$|[^а-яё])/iu;

/** True when the words of an answer promise and no row of promises does. A hint for people, never a refusal. */
export const promisesWithoutDate = (text: string, promises: number): boolean =>
  promises === 0 && PROMISING.test(text);
