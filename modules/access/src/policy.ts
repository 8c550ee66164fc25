import {
  AppError,
  grantsOf,
  requireGrant,
  type Actor,
  type Grant,
  type Reach,
} from '@otklik/kernel';

export const CLOCK = 'clock';

/** A system whose key may push slots, or the installation itself. @throws AppError sign-in-required, forbidden */
export function pushesSlots({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'key' && actor.scopes.includes('slots:write')) return;
  throw new AppError(actor.kind === 'visitor' ? 'sign-in-required' : 'forbidden');
}

/** The jobs alone. @throws AppError forbidden */
export function onlyTime({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}

/**
 * Whoever tells for a clinic by hand: its head, its clerks, and those of the whole region. @returns the id
 * @throws AppError as above
 */
export const tellsFor = (actor: Actor, clinic: HandPlace): string =>
  requireGrant(actor, ({ role, reach }) => HANDS.includes(role) && reaches(reach, clinic));
/** Whoever tells for any clinic. @throws AppError as above */
export function tellsByHand({ actor }: { readonly actor: Actor }): readonly Grant[] {
  requireGrant(actor, ({ role }) => HANDS.includes(role));
  return grantsOf(actor).filter(({ role }) => HANDS.includes(role));
}
const HANDS: readonly string[] = ['clerk', 'head', 'administrator'];
interface HandPlace {
  readonly id: string;
  readonly organisationId: string | null;
  readonly districtId: string | null;
}
export const reaches = (reach: Reach, clinic: HandPlace): boolean =>
  reach.kind === 'region' ||
  reach.id ===
    { clinic: clinic.id, organisation: clinic.organisationId, district: clinic.districtId }[
      reach.kind
    ];

const WATCHERS = ['coordinator', 'controller', 'administrator'];
const regionWide = (grant: { role: string; reach: { kind: string } }): boolean =>
  WATCHERS.includes(grant.role) && grant.reach.kind === 'region';
const administers = (grant: { role: string; reach: { kind: string } }): boolean =>
  grant.role === 'administrator' && grant.reach.kind === 'region';

const withGrant =
  (fits: typeof regionWide) =>
  ({ actor }: { readonly actor: Actor }): void => {
    if (actor.kind !== 'system') requireGrant(actor, fits);
  };

/** Who looks after sources: the region's coordinators, controllers, administrators. @throws AppError as above */
export const watchesSources = withGrant(regionWide);
/** An administrator of the whole region. @throws AppError as above */
export const regionAdministrator = withGrant(administers);
