import { defineQuery } from '@otklik/kernel';
import { dayIn, todayOf } from '@otklik/registry';
import { daysAfter } from '../model/send-time.ts';
import { MENDERS, mendsMail } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { chargedSince } from '../store/charges.ts';
import { correctionsSince } from '../store/corrections.ts';
import { placesReached } from '../store/places.ts';
import { lettersSince, unsentAt } from '../store/unsent.ts';

const DAYS = 30;
const ROWS_MAX = 100;
/** Fewer corrections than this are told as «fewer». */
const SMALL = 5;

/** How letters fared at the places that the reader reaches, and those that did not arrive. No names, no addresses. */
export const listMail = defineQuery({
  name: 'surveys.list-mail',
  input,
  policy: mendsMail,
  async handle({ tx, actor }) {
    const today = await todayOf(tx);
    const from = daysAfter(today, -DAYS);
    const places = await placesReached(tx, actor, MENDERS);
    const ids = places.map(({ id }) => id);
    const byId = new Map(places.map((place) => [place.id, place]));
    const unsent = await unsentAt(tx, ids, ROWS_MAX);
    return {
      from,
      counts: await lettersSince(tx, ids, from),
      min: SMALL,
      channels: await chargedSince(tx, from),
      corrections: (await correctionsSince(tx, ids, from)).map(({ n, ...one }) => ({
        ...one,
        // A clinic knows which visits it took back: a small count would be somebody.
        n: n < SMALL ? null : n,
      })),
      unsent: unsent.map((one) => {
        const place = byId.get(one.placeId)!;
        const canSend = !one.hasReminder && !one.isStopped && !one.suppressedBecause;
        return {
          invitation: one.invitation,
          place: { code: place.code, nameRu: place.name_ru, nameEn: place.name_en },
          service: one.service,
          visitedOn: one.visitedAt && dayIn(place.zone, one.visitedAt),
          because: one.because,
          suppressed: one.suppressedBecause,
          canSend: canSend && one.expiresOn > today,
          canLift: one.suppressedBecause !== null && !one.isStopped,
        };
      }),
    };
  },
});
