import type { Actor } from './actor.ts';
import type { App } from './app.ts';

/** What is guessed at in one run of a verb: the tries at each key are counted together, whoever tries. */
export interface Guess {
  readonly name: string;
  readonly keys: readonly string[];
}

/** What of a verb's input is a secret that somebody could try to guess. */
export interface GuessRule<Input> {
  /** Verbs that take the same secret share a name, so that nobody guesses at two doors. */
  readonly at: string;
  /** Whose secret it is, as keys of the counters: hashed unless they are ids of ours. None: nothing is counted. */
  readonly targets: (facts: {
    readonly app: App;
    readonly actor: Actor;
    readonly input: Input;
  }) => readonly string[];
}

/** A wrong try is remembered so long, unless a right one comes first. */
export const GUESS_MEMORY_s = 12 * 3600;

/** Wrong tries remembered → seconds from the last one to the next. Five slips of a hand cost nothing. */
const PAUSES_s = [0, 0, 0, 0, 0, 30, 60, 300, 900, 3600];

/** Seconds that must lie between the last wrong try at a target and the next, after so many of them. */
export const pauseBeforeGuess = (wrong: number): number =>
  PAUSES_s[Math.min(wrong, PAUSES_s.length - 1)]!;

/** What this run guesses at, or null: the program's own runs type nothing in. */
export function guessOf<Input>(
  app: App,
  actor: Actor,
  rule: GuessRule<Input> | undefined,
  input: Input,
): Guess | null {
  if (!rule || actor.kind === 'system') return null;
  const keys = [...new Set(rule.targets({ app, actor, input }))].toSorted();
  return keys.length > 0 ? { name: `guess:${rule.at}`, keys } : null;
}
