import { AppError, requireRole, type Actor, type Tx } from '@otklik/kernel';
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
