import type { Tx } from '@otklik/kernel';
import { putOpenings, stopAsking } from '@otklik/surveys';
import { placesOf, type PilotRow } from './pilots.ts';

/**
 * From now on no visit is taken about its places and no letter leaves; links that are out live until a day.
 * @param last the last day whose visits count
 */
export async function stopPilot(
  tx: Tx,
  pilot: PilotRow,
  { last, linksUntil }: { readonly last: string; readonly linksUntil: string },
) {
  const places = await placesOf(tx, [pilot.id]);
  await putOpenings(
    tx,
    places.map(({ id, sector }) => ({
      ground: pilot.id,
      placeId: id,
      sector,
      from: pilot.from_day < last ? pilot.from_day : last,
      to: pilot.to_day < last ? pilot.to_day : last,
    })),
  );
  return stopAsking(
    tx,
    places.map(({ id }) => id),
    linksUntil,
  );
}
