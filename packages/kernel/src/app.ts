import type { Clock } from './clock.ts';
import type { Guess } from './guesses.ts';
import type { Scope } from './scope.ts';
import type { ImagePort } from './ports/images.ts';
import type { KeyPort } from './ports/keys.ts';
import type { Log } from './ports/log.ts';
import type { Meter } from './ports/meter.ts';
import type { MailPort } from './ports/mail.ts';
import type { MessagePort } from './ports/messages.ts';
import type { ObjectStore } from './ports/objects.ts';
import type { OutboundPort } from './ports/outbound.ts';
import type { ProofOfWorkPort } from './ports/proof-of-work.ts';

export interface Ports {
  readonly keys: KeyPort;
  readonly mail: MailPort;
  /** Absent where no gateway is set: such messages wait. */
  readonly sms?: MessagePort;
  readonly messenger?: MessagePort;
  readonly objects: ObjectStore;
  readonly images: ImagePort;
  readonly proofOfWork: ProofOfWorkPort;
  readonly outbound: OutboundPort;
}

export interface EnqueueOptions {
  /** Not before this instant. */
  readonly runAt?: Date;
  /** Two jobs of one key are one job: the later replaces the waiting earlier. */
  readonly key?: string;
}

/** Ids only: job rows know no row-level security. */
export type JobPayload = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What a handler has, and all it has. `packages/db` adds `db` (Kysely over the scoped transaction)
 * and `vault` (sealed fields) by declaration merging, so that the kernel knows no database.
 */
export interface Tx {
  readonly scope: Scope;
  /** The instant of the command: one for everything it writes. */
  readonly now: Date;
  enqueue(job: string, payload: JobPayload, options?: EnqueueOptions): Promise<void>;
}

export interface Limit {
  /** What is limited: `file-complaint:origin`. Constant, from the command. */
  readonly name: string;
  /** Whose count: a principal, an origin, a target; already hashed when it is a contact. */
  readonly key: string;
  readonly count_max: number;
  readonly window_s: number;
}

export interface AuditRow {
  readonly actor: string;
  /** The roles that counted, comma separated; empty for the public. */
  readonly role: string;
  readonly action: string;
  readonly object: string;
  readonly outcome: 'done' | 'refused';
  /** Digest or code of what was and what is; never a personal value. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface IdempotencyClaim {
  readonly principal: string;
  readonly command: string;
  readonly key: string;
  readonly bodyHash: string;
}

export interface ScopeOptions {
  readonly readonly?: boolean;
  readonly now?: Date;
  /** As the role of the answers' store instead of the app's. */
  readonly as?: 'answers';
}

/** What the waist asks of the database. Implemented once, in `packages/db`. */
export interface Store {
  withScope<T>(scope: Scope, work: (tx: Tx) => Promise<T>, options?: ScopeOptions): Promise<T>;
  /**
   * Counts in a transaction of its own, so that refused tries count too. A guess counts as wrong until
   * `forgetGuesses` says otherwise, so that many at once are many.
   * @throws AppError too-many-requests
   */
  takeLimits(
    scope: Scope,
    limits: readonly Limit[],
    now: Date,
    guess?: Guess | null,
  ): Promise<void>;
  /** The guess was right: what was tried before it makes nobody wait any more. */
  forgetGuesses(tx: Tx, guess: Guess): Promise<void>;
  /** The stored answer of an earlier run with this key, or null for a fresh claim. @throws AppError */
  claimKey(tx: Tx, claim: IdempotencyClaim): Promise<{ answer: unknown } | null>;
  keepAnswer(tx: Tx, claim: IdempotencyClaim, answer: unknown): Promise<void>;
  /** @throws AppError proof-of-work-spent */
  spendProof(tx: Tx, id: string, expiresAt: Date): Promise<void>;
  audit(tx: Tx, row: AuditRow): Promise<void>;
  /** The AppError that a database error means, or the error itself. */
  translate(error: unknown): unknown;
}

/** Everything a running installation is. Assembled once, in `apps/server`. */
export interface App {
  readonly clock: Clock;
  readonly log: Log;
  /** Absent where nobody watches: commands of the operator, tests. */
  readonly meter?: Meter;
  readonly store: Store;
  readonly ports: Ports;
  readonly settings: {
    readonly publicUrl: string;
    readonly demo: boolean;
    /** For so many seconds a moderator's step can be taken back before it is made; at once when absent. */
    readonly undo_s?: number;
  };
}
