import { AppError, grantsOf, requireRole, type Actor, type Tx } from '@otklik/kernel';
import { placesReached } from '@otklik/surveys';
import { keyOf, signalsOf, type Signal } from './model/signals.ts';
import { signalFacts } from './store/read-signals.ts';

/** Not whoever leads a place: they would learn by what they are found. */
export const SIGNAL_READERS = ['moderator', 'coordinator', 'controller', 'administrator'] as const;
const SIGNAL_CHECKERS = ['moderator', 'coordinator', 'controller'] as const;

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function readsSignals({ actor }: { readonly actor: Actor }): void {
  requireRole(actor, SIGNAL_READERS);
}

/** Somebody who works for the region or a district, not for a place or its organisation. */
const isApart = (actor: Actor): Actor =>
  ({
    ...actor,
    grants: grantsOf(actor).filter(
      ({ reach }) => reach.kind === 'region' || reach.kind === 'district',
    ),
  }) as Actor;

export const mayCheckSignals = (actor: Actor): boolean =>
  grantsOf(isApart(actor)).some(({ role }) => SIGNAL_CHECKERS.some((one) => one === role));

/**
 * A signal that is there, of a place the actor reaches and does not work for.
 * @throws AppError sign-in-required, second-factor-required, forbidden, not-found
 */
export async function checksSignal({
  actor,
  tx,
  input,
}: {
  readonly actor: Actor;
  readonly tx: Tx;
  readonly input: { readonly key: string };
}): Promise<Signal> {
  requireRole(actor, SIGNAL_CHECKERS);
  if (!mayCheckSignals(actor)) throw new AppError('forbidden');
  const [, placeId = ''] = input.key.split('|');
  const places = await placesReached(tx, isApart(actor), SIGNAL_CHECKERS);
  if (!places.some(({ id }) => id === placeId)) throw new AppError('not-found');
  const signal = signalsOf(await signalFacts(tx, [placeId])).find(
    (one) => keyOf(one) === input.key,
  );
  if (!signal) throw new AppError('not-found');
  return signal;
}
