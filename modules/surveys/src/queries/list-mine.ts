import { defineQuery } from '@otklik/kernel';
import { dayIn, todayOf } from '@otklik/registry';
import { askedPerson } from '../own.ts';
import { signedIn } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { invitationsOf } from '../store/invitations.ts';
import { placesByIds } from '../store/places.ts';

/** The invitations that wait for whoever asks, the newest first. */
export const listMine = defineQuery({
  name: 'surveys.list-mine',
  input,
  policy: signedIn,
  async handle({ tx, subject: contactId }) {
    const personId = await askedPerson(tx, contactId);
    if (!personId) return { invitations: [] };
    const mine = await invitationsOf(tx, personId, await todayOf(tx));
    const places = await placesByIds(
      tx,
      mine.map(({ placeId }) => placeId),
    );
    const invitations = mine.map(({ id, placeId, serviceCode, visitedAt, expiresOn }) => {
      const place = places.get(placeId)!;
      return {
        id,
        serviceCode,
        visitedOn: visitedAt && dayIn(place.zone, visitedAt),
        expiresOn,
        place: { nameRu: place.name_ru, nameEn: place.name_en },
      };
    });
    return { invitations };
  },
});
