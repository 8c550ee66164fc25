import { randomUUID } from 'node:crypto';
import { AppError, defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { putPlace as input } from '../schema.ts';
import { placeByCode, putPlace as put } from '../store/places.ts';

/** Makes or changes a place that is no clinic: clinics have theirs by themselves. */
export const putPlace = defineCommand({
  name: 'surveys.put-place',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: place }) {
    const known = await placeByCode(tx, place.code);
    if (known?.clinic_id) throw new AppError('already-exists', { object: 'clinic' });
    const id = known?.id ?? randomUUID();
    await put(tx, {
      id,
      code: place.code,
      organisation_id: place.organisationId ?? null,
      clinic_id: null,
      sector: place.sector,
      is_state: place.isState,
      name_ru: place.nameRu,
      name_en: place.nameEn ?? null,
      zone: place.zone,
      district_id: null,
      okrug_id: null,
      valid_from: place.validFrom ?? null,
      valid_to: place.validTo ?? null,
    });
    return { id };
  },
  audit: ({ output }) => ({ object: `survey-place:${output.id}` }),
});
