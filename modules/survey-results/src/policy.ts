import { AppError, grantsOf, requireRole, type Actor, type Grant, type Tx } from '@otklik/kernel';
import { placeByCode, placesReached, type Place } from '@otklik/surveys';

/** Whose work it is to see how places are judged. */
export const READERS = ['head', 'coordinator', 'controller', 'administrator'] as const;

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function readsResults({ actor }: { readonly actor: Actor }): void {
  requireRole(actor, READERS);
}

/** A place that the reader reaches. @throws AppError as `readsResults`; not-found */
export async function reachedPlace({
  actor,
  tx,
  input,
}: {
  readonly actor: Actor;
  readonly tx: Tx;
  readonly input: { readonly place: string };
}): Promise<Place> {
  readsResults({ actor });
  const place = await placeByCode(tx, input.place);
  const reached = await placesReached(tx, actor, READERS);
  // Whether a place exists is no secret: its public page says the same to everybody.
  if (!place || !reached.some(({ id }) => id === place.id)) throw new AppError('not-found');
  return place;
}

/** Results of the public level are everybody's. */
export const everybody = (): void => undefined;

/** The program alone, under this name. @throws AppError forbidden */
export const onlySystem =
  (name: string) =>
  ({ actor }: { readonly actor: Actor }): void => {
    if (actor.kind !== 'system' || actor.name !== name) throw new AppError('forbidden');
  };

const CHECKERS = ['coordinator', 'controller'] as const;

/** A grant over the region or a district: whoever holds one for a place or its organisation judges its own work. */
const isIndependent = ({ role, reach }: Grant): boolean =>
  CHECKERS.some((one) => one === role) && (reach.kind === 'region' || reach.kind === 'district');
export const isChecker = (actor: Actor): boolean => grantsOf(actor).some(isIndependent);

/** Places that somebody may type in checks of; none that they work for. */
export async function checksPlaces(tx: Tx, actor: Actor): Promise<Place[]> {
  const grants = grantsOf(actor);
  const independent = { ...actor, grants: grants.filter(isIndependent) } as Actor;
  const own = { ...actor, grants: grants.filter((grant) => !isIndependent(grant)) } as Actor;
  const theirs = new Set((await placesReached(tx, own, SIDE)).map(({ id }) => id));
  const reached = await placesReached(tx, independent, CHECKERS);
  return reached.filter(({ id }) => !theirs.has(id));
}
const SIDE = ['head', 'executor', 'coordinator', 'controller'] as const;

/** @throws AppError sign-in-required, second-factor-required, forbidden; not-found */
export async function checkedPlace({
  actor,
  tx,
  input,
}: {
  readonly actor: Actor;
  readonly tx: Tx;
  readonly input: { readonly place: string };
}): Promise<Place> {
  requireRole(actor, CHECKERS);
  if (!isChecker(actor)) throw new AppError('forbidden');
  const place = (await checksPlaces(tx, actor)).find(({ code }) => code === input.place);
  if (!place) throw new AppError('not-found');
  return place;
}

export const isKeeper = (actor: Actor): boolean =>
  grantsOf(actor).some(({ role, reach }) => role === 'administrator' && reach.kind === 'region');

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function keepsWeights({ actor }: { readonly actor: Actor }): void {
  requireRole(actor, ['administrator']);
  if (!isKeeper(actor)) throw new AppError('forbidden');
}
