import {
  AppError,
  grantsOf,
  principalOf,
  requireRole,
  type Actor,
  type Grant,
  type Tx,
} from '@otklik/kernel';
import { placeByCode, placesReached, type Place } from '@otklik/surveys';
import { lockPromise, type PromiseRow } from './store/promises.ts';

/** Whose work it is to see how places are judged. */
export const READERS = ['head', 'coordinator', 'controller', 'administrator'] as const;

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function readsResults({ actor }: { readonly actor: Actor }): void {
  requireRole(actor, READERS);
}

interface Asked {
  readonly actor: Actor;
  readonly tx: Tx;
  readonly input: { readonly place: string };
}

/** A place that the reader reaches. @throws AppError as `readsResults`; not-found */
export async function reachedPlace({ actor, tx, input }: Asked): Promise<Place> {
  readsResults({ actor });
  const place = await placeByCode(tx, input.place);
  const reached = await placesReached(tx, actor, READERS);
  // Whether a place exists is no secret: its public page says the same to everybody.
  if (!place || !reached.some(({ id }) => id === place.id)) throw new AppError('not-found');
  return place;
}

/** Results of the public level are everybody's. */
export const everybody = (): void => undefined;

/** Under which name the program looks for marks that fell. */
export const PROPOSER = 'survey-results.propose-by-drops';

/** The program alone, under this name. @throws AppError forbidden */
export const onlySystem =
  (name: string) =>
  ({ actor }: { readonly actor: Actor }): void => {
    if (actor.kind !== 'system' || actor.name !== name) throw new AppError('forbidden');
  };

/** Whoever leads the place. @throws AppError sign-in-required, second-factor-required, forbidden; not-found */
export async function ledPlace({ actor, tx, input }: Asked): Promise<Place> {
  requireRole(actor, ['head']);
  const place = (await placesReached(tx, actor, ['head'])).find(({ code }) => code === input.place);
  if (!place) throw new AppError('not-found');
  return place;
}

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
export async function checkedPlace({ actor, tx, input }: Asked): Promise<Place> {
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

interface OnPromise {
  readonly actor: Actor;
  readonly tx: Tx;
  readonly input: { readonly id: string; readonly version: number };
}

async function promiseAmong(
  { tx, input }: OnPromise,
  places: readonly Place[],
): Promise<PromiseRow> {
  const row = await lockPromise(tx, input.id);
  if (!row || !places.some(({ id }) => id === row.place_id)) throw new AppError('not-found');
  if (row.version !== input.version)
    throw new AppError('changed-meanwhile', { version: row.version });
  return row;
}

/** @throws AppError sign-in-required, second-factor-required, forbidden, not-found, changed-meanwhile */
export async function ownPromise(context: OnPromise): Promise<PromiseRow> {
  requireRole(context.actor, ['head']);
  return promiseAmong(context, await placesReached(context.tx, context.actor, ['head']));
}

/** Somebody independent of the place, and not who wrote it. @throws AppError as `ownPromise` */
export async function judgedPromise(context: OnPromise): Promise<PromiseRow> {
  requireRole(context.actor, CHECKERS);
  if (!isChecker(context.actor)) throw new AppError('forbidden');
  const row = await promiseAmong(context, await checksPlaces(context.tx, context.actor));
  if (row.written_by === principalOf(context.actor)) throw new AppError('forbidden');
  return row;
}
