import { randomUUID } from 'node:crypto';
import { AppError, type Tx } from '@otklik/kernel';
import { zoneOfRegion } from '@otklik/registry';
import { placeByCode, putOpenings, putPlace, type Place } from '@otklik/surveys';
import type { PilotPlace } from './schema.ts';
import { insertPlace, type PilotRow } from './store/pilots.ts';
import { overlapping } from './store/overlaps.ts';

async function makePlace(tx: Tx, asked: PilotPlace): Promise<Place> {
  const { code, sector, nameRu, isState } = asked;
  // Only its code: somewhere that is known already.
  if (sector === undefined || nameRu === undefined || isState === undefined)
    throw new AppError('unknown-reference', { what: 'place', code });
  const place = {
    id: randomUUID(),
    code,
    organisation_id: asked.organisationId ?? null,
    clinic_id: null,
    sector,
    is_state: isState,
    name_ru: nameRu,
    name_en: asked.nameEn ?? null,
    zone: asked.zone ?? (await zoneOfRegion(tx)),
    district_id: null,
    okrug_id: null,
    valid_from: null,
    valid_to: null,
  };
  await putPlace(tx, place);
  return { region_id: '', ...place };
}

/**
 * Takes a place into a pilot and opens it on the pilot's days; one that is not known yet is made. What is known
 * stays as it was: a pilot does not rename a clinic.
 *
 * @returns whether it was not there before
 * @throws AppError unknown-reference { what: 'place' }, invalid-input { reason: 'sector-outside' },
 * already-exists { what: 'place-in-pilot' } where another pilot has it in the same days
 */
export async function admit(tx: Tx, pilot: PilotRow, asked: PilotPlace): Promise<boolean> {
  const place = (await placeByCode(tx, asked.code)) ?? (await makePlace(tx, asked));
  if (!pilot.sectors.includes(place.sector))
    throw new AppError('invalid-input', { reason: 'sector-outside', code: asked.code });
  const other = await overlapping(tx, pilot, place.id);
  if (other)
    throw new AppError('already-exists', { what: 'place-in-pilot', code: asked.code, other });
  const isNew = await insertPlace(tx, pilot.id, { id: place.id, isDemo: asked.isDemo });
  if (isNew)
    await putOpenings(tx, [
      {
        ground: pilot.id,
        placeId: place.id,
        sector: place.sector,
        from: pilot.from_day,
        to: pilot.to_day,
      },
    ]);
  return isNew;
}
