import type { z } from 'zod';
import type { Actor, ActorKind } from './actor.ts';
import type { App, Tx } from './app.ts';
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

interface Definition<Schema extends z.ZodType, Subject, Output> {
  /** `module.verb-noun`, unique in the program; the audit and the permission matrix know it by this. */
  readonly name: `${string}.${string}`;
  readonly input: Schema;
  readonly policy: Policy<z.output<Schema>, Subject>;
  readonly handle: (context: Context<z.output<Schema>> & { subject: Subject }) => Promise<Output>;
  readonly limits?: readonly LimitRule<z.output<Schema>>[];
  /** What of the database the run may see; the region of the actor when absent. */
  readonly scope?: (actor: Actor, input: z.output<Schema>) => Scope;
}

export interface Command<Schema extends z.ZodType, Subject, Output> extends Definition<
  Schema,
  Subject,
  Output
> {
  readonly kind: 'command';
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
  /** Reading personal data leaves a trace: the id of what was read. */
  readonly audit?: (facts: { input: z.output<Schema>; subject: Subject }) => { object: string };
}

/** A verb that changes something. One a file. */
export function defineCommand<Schema extends z.ZodType, Subject, Output>(
  definition: Omit<Command<Schema, Subject, Output>, 'kind'>,
): Command<Schema, Subject, Output> {
  return { kind: 'command', ...definition };
}

/** A question that changes nothing: runs in a read-only transaction. */
export function defineQuery<Schema extends z.ZodType, Subject, Output>(
  definition: Omit<Query<Schema, Subject, Output>, 'kind'>,
): Query<Schema, Subject, Output> {
  return { kind: 'query', ...definition };
}

// The manifest and the tests hold verbs of every shape. Inputs stand in contravariant places, so the
// common supertype takes `never` there: it can be listed and described, and run only by `faceOf`.
interface AnyVerb {
  readonly name: `${string}.${string}`;
  readonly input: z.ZodType;
  readonly policy: (context: never) => unknown;
  readonly handle: (context: never) => Promise<unknown>;
  readonly limits?: readonly LimitRule<never>[];
}
export interface AnyCommand extends AnyVerb {
  readonly kind: 'command';
  readonly proofOfWork?: boolean;
}
export interface AnyQuery extends AnyVerb {
  readonly kind: 'query';
}
export type InputOf<Verb> = Verb extends { input: infer Schema extends z.ZodType }
  ? z.input<Schema>
  : never;
export type OutputOf<Verb> = Verb extends { handle: (...args: never[]) => Promise<infer Output> }
  ? Output
  : never;
