import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { App, JobPayload } from './app.ts';
import type { AnyCommand, AnyQuery, Command, InputOf, OutputOf, Query } from './define.ts';
import type { ErrorCode } from './errors.ts';
import { runCommand, runQuery, type RunOptions } from './run.ts';

/** Work done later, once per object, by a named system actor. Holds no rules: it calls commands. */
export interface Job {
  readonly name: string;
  /** Cron expression in UTC for a recurring job, else it runs when enqueued. */
  readonly schedule?: string;
  readonly run: (context: { app: App; payload: JobPayload; signal: AbortSignal }) => Promise<void>;
}

/** What a sweep did, in counts. */
export interface Swept {
  readonly removed: number;
  /** What had its time and stays, because somebody has a right to it. */
  readonly held: number;
  /** Whether more of it waits: a sweep takes a bounded batch. */
  readonly more: boolean;
}

/** How a module forgets one class of data in one region. Its term is data, not code. */
export interface RetentionSweep {
  readonly class: string;
  readonly run: (context: { app: App; region: string; signal: AbortSignal }) => Promise<Swept>;
}

/** A sweep that is one command, run as the daily job. */
export const sweepBy = <Schema extends z.ZodType, Subject>(
  name: string,
  command: Command<Schema, Subject, Swept>,
): RetentionSweep => ({
  class: name,
  run: ({ app, region }) =>
    runCommand(app, { kind: 'system', region, name: 'retention' }, command, {}),
});

/**
 * One table of what a region takes with it when a pilot ends: rows one by one, in an order that tells nothing. All
 * rows have the same keys; nothing in them names a person.
 */
export interface RegionExport {
  readonly name: string;
  /** Whether anybody may have it, or only the region's own administrators. */
  readonly part: 'public' | 'full';
  readonly run: (context: {
    app: App;
    region: string;
    /** The places that took part: of others nothing is told. */
    places: readonly { readonly id: string; readonly code: string }[];
    signal: AbortSignal;
  }) => AsyncIterable<Record<string, unknown>>;
}

/** What a module tells the house about itself. The host asks the manifest and never names the module. */
export interface Manifest {
  readonly name: string;
  /** Modules whose `index.ts` this one may import. */
  readonly needs: readonly string[];
  readonly commands: Readonly<Record<string, AnyCommand>>;
  readonly queries: Readonly<Record<string, AnyQuery>>;
  readonly jobs: readonly Job[];
  /** What this module forgets, class by class: the daily job asks for it. */
  readonly retention?: readonly RetentionSweep[];
  /** What it erases for good, by kind of subject: commands over `{ subjectId, ground }`, safe to run twice. */
  readonly erasers?: Readonly<Record<string, AnyCommand>>;
  /** What a region gets of this module at the end of its pilot. */
  readonly regionExport?: readonly RegionExport[];
  /** Settings an installation may change: zod type with default. */
  readonly settings: Readonly<Record<string, z.ZodType>>;
  /** What a broken constraint means to a person: constraint name → code. */
  readonly constraints: Readonly<Record<string, ErrorCode>>;
  /** Folder of the module's migrations, as a file URL. */
  readonly migrations: URL;
}

/** Keeps the literal types of the verbs, so that the faces below are typed. */
export const defineModule = <const M extends Manifest>(manifest: M): M => manifest;

/** The verbs of a module as plain functions: what pages and doors hold in their hands. */
export type Face<M extends Manifest> = {
  readonly [K in keyof M['commands']]: (
    actor: Actor,
    input: InputOf<M['commands'][K]>,
    options?: RunOptions,
  ) => Promise<OutputOf<M['commands'][K]>>;
} & {
  readonly [K in keyof M['queries']]: (
    actor: Actor,
    input: InputOf<M['queries'][K]>,
  ) => Promise<OutputOf<M['queries'][K]>>;
};

/** Binds a module's verbs to the running installation. */
export function faceOf<M extends Manifest>(app: App, manifest: M): Face<M> {
  const face: Record<string, unknown> = {};
  for (const [key, command] of Object.entries(manifest.commands))
    face[key] = (actor: Actor, input: unknown, options?: RunOptions) =>
      runAny(app, actor, command, input, options);
  for (const [key, query] of Object.entries(manifest.queries))
    face[key] = (actor: Actor, input: unknown) => askAny(app, actor, query, input);
  return face as Face<M>;
}

/** Runs a command found by name: its own schema says what the input must be. */
export const runAny = (
  app: App,
  actor: Actor,
  command: AnyCommand,
  input: unknown,
  options?: RunOptions,
): Promise<unknown> =>
  runCommand(
    app,
    actor,
    command as unknown as Command<z.ZodType, unknown, unknown, unknown>,
    input,
    options,
  );

/** Asks a query found by name. */
export const askAny = (app: App, actor: Actor, query: AnyQuery, input: unknown): Promise<unknown> =>
  runQuery(app, actor, query as unknown as Query<z.ZodType, unknown, unknown>, input);
