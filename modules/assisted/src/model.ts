export const CHANNELS = ['present', 'telephone', 'letter'] as const;
export type Channel = (typeof CHANNELS)[number];

export const NOTICE_WAYS = ['call', 'letter', 'none'] as const;
export type NoticeWays = (typeof NOTICE_WAYS)[number];

/** A call that reached nobody is tried so often, a day apart. */
export const TRIES_MAX = 3;

export const NOTICE_STATES = ['waiting', 'reached', 'not-reached', 'posted', 'given-up'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];
export const OUTCOMES = ['reached', 'not-reached', 'posted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What may come of a call, and of a letter. */
export const outcomesOf = (way: 'call' | 'letter'): readonly Outcome[] =>
  way === 'call' ? ['reached', 'not-reached'] : ['posted'];

/** `YYYY-MM-DD` of the day after. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** How a notice stands after an outcome; `today` as `YYYY-MM-DD`. */
export function afterTry(
  { attempts }: { readonly attempts: number },
  outcome: Outcome,
  today: string,
): { readonly state: NoticeState; readonly attempts: number; readonly next_try_on: string } {
  const tried = attempts + 1;
  if (outcome !== 'not-reached') return { state: outcome, attempts: tried, next_try_on: today };
  const state = tried >= TRIES_MAX ? 'given-up' : 'not-reached';
  return { state, attempts: tried, next_try_on: dayAfter(today) };
}

/** Whom to call or write to. */
export interface ContactOf {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly address?: string | undefined;
}
