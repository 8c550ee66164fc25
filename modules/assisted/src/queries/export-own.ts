import { ownCases } from '@otklik/complaints';
import { defineQuery } from '@otklik/kernel';
import { nothing as input } from '../schema.ts';
import { assistanceOf, openContact } from '../store/assistance.ts';
import { noticesOf } from '../store/notices.ts';

/**
 * What is kept of whoever asks because a clerk filed for them: how and by which side the message was taken, whom the
 * hotline calls or writes to, and each call and letter. Of every case that was taken so, by its number.
 */
export const exportOwn = defineQuery({
  name: 'assisted.export-own',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 5, window_s: 3600 }],
  policy: ({ tx, actor }) => ownCases(tx, actor),
  async handle({ tx, subject: rows }) {
    const taken = [];
    for (const { id, number, data_key_id } of rows) {
      const found = await assistanceOf(tx, id);
      if (!found) continue;
      taken.push({
        number,
        channel: found.channel,
        /** Whether a clerk of the clinic or of the hotline wrote it down. */
        side: found.clerk_side,
        receivedOn: found.received_on,
        readBackOn: found.read_back_on,
        noticesBy: found.notices,
        language: found.locale,
        /** Null where nobody is told, and once it was forgotten. */
        contact: await openContact(tx, { ...found, data_key_id }),
        notices: await noticesOf(tx, id),
      });
    }
    return taken;
  },
  audit: ({ subject: rows }) => ({
    object: rows.length === 1 ? rows[0]!.id : '',
    after: 'exported',
  }),
});
