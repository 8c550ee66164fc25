/** The roles of `docs/glossary.md`; a person may hold several, each with its own reach. */
export const STAFF_ROLES = [
  'moderator',
  'executor',
  'head',
  'coordinator',
  'controller',
  'administrator',
  'clerk',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a staff role reaches: the whole region, or one district, organisation or clinic of it. */
export type Reach =
  | { readonly kind: 'region' }
  | { readonly kind: 'district'; readonly id: string }
  | { readonly kind: 'organisation'; readonly id: string }
  | { readonly kind: 'clinic'; readonly id: string };

/**
 * How sure a provider of identity is of who somebody is, the least first: typed in by themselves; checked
 * against registers; shown in person with a document; matched by face or voice at this very sign-in.
 */
export const ASSURANCE_LEVELS = ['simple', 'standard', 'confirmed', 'biometric'] as const;
export type Assurance = (typeof ASSURANCE_LEVELS)[number];

export interface Grant {
  readonly role: StaffRole;
  readonly reach: Reach;
}

/** How many acts and questions of one key are taken in an hour and in a day. */
export interface KeyQuota {
  readonly per_hour_max: number;
  readonly per_day_max: number;
}

/**
 * Who is asking. Made only by the server, from a cookie, a key, a token or a schedule.
 * `origin` is a keyed hash of the address prefix, for limits; never the address itself.
 */
export type Actor =
  | { readonly kind: 'visitor'; readonly region: string; readonly origin: string }
  | {
      readonly kind: 'person';
      readonly region: string;
      readonly personId: string;
      readonly sessionId: string;
      readonly grants: readonly Grant[];
      /** True once the second factor was given in this session; staff roles count only then. */
      readonly secondFactor: boolean;
      /** How sure the way of this sign-in is of the person; `simple` when absent. */
      readonly assurance?: Assurance;
      /** When they last proved in this session that it is they; absent while a factor of theirs is owed. */
      readonly provenAt?: Date;
      readonly origin: string;
    }
  | {
      readonly kind: 'receipt';
      readonly region: string;
      readonly caseId: string;
      readonly origin: string;
    }
  | {
      readonly kind: 'key';
      readonly region: string;
      readonly keyId: string;
      readonly scopes: readonly string[];
      /** How much it may ask for in all; no limit of its own when absent. */
      readonly quota?: KeyQuota;
      readonly origin: string;
    }
  | { readonly kind: 'system'; readonly region: string; readonly name: string };

export type ActorKind = Actor['kind'];

/** The stable name under which limits and idempotency keys know an actor. */
export function principalOf(actor: Actor): string {
  switch (actor.kind) {
    case 'visitor':
      return `visitor:${actor.origin}`;
    case 'person':
      return `person:${actor.personId}`;
    case 'receipt':
      return `case:${actor.caseId}`;
    case 'key':
      return `key:${actor.keyId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}

/**
 * The name under which lasting records know an actor. A visitor's network, even as a keyed hash, may stand
 * only where it is gone within a day (limits, idempotency keys): with the key a network is soon guessed.
 */
export const recordedAs = (actor: Actor): string =>
  actor.kind === 'visitor' ? 'visitor' : principalOf(actor);

/** The grants that count now: staff work needs the second factor in this session. */
export function grantsOf(actor: Actor): readonly Grant[] {
  return actor.kind === 'person' && actor.secondFactor ? actor.grants : [];
}

/** How sure we are of who is asking: a mailed link, a receipt and a machine's key are `simple`. */
export const assuranceOf = (actor: Actor): Assurance =>
  (actor.kind === 'person' && actor.assurance) || 'simple';

/** True when the sign-in of the actor is at least this sure: for policies. */
export const assuredAtLeast = (actor: Actor, level: Assurance): boolean =>
  ASSURANCE_LEVELS.indexOf(assuranceOf(actor)) >= ASSURANCE_LEVELS.indexOf(level);

export const hasRole = (actor: Actor, role: StaffRole): boolean =>
  grantsOf(actor).some((grant) => grant.role === role);

/** What a log may say of whoever asked: where, and as what; never who. */
export interface Asker {
  readonly region: string;
  /** The roles that count, comma separated; the kind of asker where there are none. */
  readonly role: string;
}

export const askerOf = (actor: Actor): Asker => ({
  region: actor.region,
  role: [...new Set(grantsOf(actor).map(({ role }) => role))].join(',') || actor.kind,
});
