import { defineCommand } from '@otklik/kernel';
import { dayIn } from '@otklik/registry';
import { placesByIds } from '@otklik/surveys';
import { askedFor } from '../from-cabinet.ts';
import { readsCabinet } from '../policy.ts';
import { readCabinet as input } from '../schema.ts';

/**
 * The invitations that wait for one person, for the cabinet of somebody else: never a list of people, never whether
 * anybody answered. Uses the assertion up, which is all it changes; the log names the cabinet and no person.
 * @throws AppError credential-invalid
 */
export const readCabinet = defineCommand({
  name: 'survey-modes.read-cabinet',
  input,
  policy: readsCabinet,
  limits: [{ per: 'principal', count_max: 20_000, window_s: 3600 }],
  async handle({ app, tx, subject: keyId, input: { assertion } }) {
    const { cabinet, waiting } = await askedFor({ app, tx }, keyId, assertion);
    const places = await placesByIds(
      tx,
      waiting.map(({ placeId }) => placeId),
    );
    const invitations = waiting.map(({ handle, placeId, serviceCode, visitedAt, expiresOn }) => {
      const place = places.get(placeId)!;
      return {
        handle,
        nameRu: place.name_ru,
        nameEn: place.name_en,
        serviceCode,
        visitedOn: visitedAt && dayIn(place.zone, visitedAt),
        expiresOn,
      };
    });
    return { cabinetId: cabinet.id, invitations };
  },
  audit: ({ output }) => ({ object: output.cabinetId }),
});
