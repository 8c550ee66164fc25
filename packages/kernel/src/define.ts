import type { z } from 'zod';
import type { Actor, ActorKind } from './actor.ts';
import type { App, Tx } from './app.ts';
import type { GuessRule } from './guesses.ts';
import type { Scope } from './scope.ts';

export interface Context<Input> {
  readonly app: App;
  readonly actor: Actor;
  readonly input: Input;
  readonly tx: Tx;
}

/** Loads and authorises: returns the object the handler works on, or throws. No check, no value. */
export type Policy<Input, Subject> = (context: Context<Input>) => Promise<Subject> | Subject;

export type LimitRule<Input> = {
  readonly per: 'principal' | 'origin' | { readonly target: (input: Input) => string };
  readonly count_max: number;
  readonly window_s: number;
  /** Only these actors are counted; all when absent. */
  readonly actors?: readonly ActorKind[];
};

type Traces = { readonly object: string } | readonly { readonly object: string }[] | null;

interface Definition<Schema extends z.ZodType, Subject, Output, Prepared = undefined> {
  /** `module.verb-noun`, unique in the program; the audit and the permission matrix know it by this. */
  readonly name: `${string}.${string}`;
  readonly input: Schema;
  readonly policy: Policy<z.output<Schema>, Subject>;
  readonly handle: (
    context: Context<z.output<Schema>> & { subject: Subject; prepared: Prepared },
  ) => Promise<Output>;
  readonly limits?: readonly LimitRule<z.output<Schema>>[];
  /** A secret in the input: each wrong try makes the wait before the next one longer, a right one ends it. */
  readonly guess?: GuessRule<z.output<Schema>>;
  /** Dangerous: a person must have proved within ten minutes that it is they (`step-up.ts`). */
  readonly stepUp?: true;
  /** What of the database the run may see; the region of the actor when absent. */
  readonly scope?: (actor: Actor, input: z.output<Schema>) => Scope;
  /**
   * Runs as the database's role of the answers' store, which sees no person, invitation, letter or data key;
   * the transaction then has neither vault nor jobs.
   */
  readonly store?: 'answers';
}

export interface Command<
  Schema extends z.ZodType,
  Subject,
  Output,
  Prepared = undefined,
> extends Definition<Schema, Subject, Output, Prepared> {
  readonly kind: 'command';
  /**
   * Slow work that must not hold a transaction open (decoding photos), after validation and limits and
   * before the transaction. Runs before the policy, so it may write nothing that anybody can see.
   */
  readonly prepare?: (context: {
    app: App;
    actor: Actor;
    input: z.output<Schema>;
  }) => Promise<Prepared>;
  /** Visitors must bring a solved puzzle, or come through the way without script (see `RunOptions`). */
  readonly proofOfWork?: boolean;
  /** What the audit row says of the run; by default the action alone. */
  readonly audit?: (facts: { input: z.output<Schema>; subject: Subject; output: Output }) => {
    object: string;
    before?: string;
    after?: string;
  };
}

export interface Query<Schema extends z.ZodType, Subject, Output> extends Definition<
  Schema,
  Subject,
  Output
> {
  readonly kind: 'query';
  /**
   * Reading personal data leaves a trace: the id of what was read, of each where a list shows several. Null or
   * an empty list where nothing personal is shown.
   */
  readonly audit?: (facts: { input: z.output<Schema>; subject: Subject }) => Traces;
}

/** A verb that changes something. One a file. */
export function defineCommand<Schema extends z.ZodType, Subject, Output, Prepared = undefined>(
  definition: Omit<Command<Schema, Subject, Output, Prepared>, 'kind'>,
): Command<Schema, Subject, Output, Prepared> {
  return { kind: 'command', ...definition };
}

/** A question that changes nothing: runs in a read-only transaction. */
export function defineQuery<Schema extends z.ZodType, Subject, Output>(
  definition: Omit<Query<Schema, Subject, Output>, 'kind'>,
): Query<Schema, Subject, Output> {
  return { kind: 'query', ...definition };
}

interface AnyDefinition {
  readonly name: string;
  readonly input: z.ZodType;
  readonly policy: (context: never) => unknown;
  readonly handle: (context: never) => Promise<unknown>;
  readonly limits?: readonly unknown[];
  readonly guess?: GuessRule<never>;
  readonly stepUp?: true;
  readonly scope?: (actor: Actor, input: never) => Scope;
  readonly store?: 'answers';
  readonly audit?: (facts: never) => Traces;
}

/** A command of any shape, as manifests and tests hold it; `runCommand` narrows it by its own schema. */
export interface AnyCommand extends AnyDefinition {
  readonly kind: 'command';
  readonly proofOfWork?: boolean;
  readonly prepare?: (context: never) => Promise<unknown>;
}

/** A query of any shape. */
export interface AnyQuery extends AnyDefinition {
  readonly kind: 'query';
}

export type InputOf<Verb> = Verb extends { input: infer Schema extends z.ZodType }
  ? z.input<Schema>
  : never;
export type OutputOf<Verb> = Verb extends { handle: (...args: never[]) => Promise<infer Output> }
  ? Output
  : never;
