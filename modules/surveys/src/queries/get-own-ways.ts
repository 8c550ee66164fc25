import { defineQuery } from '@otklik/kernel';
import { askedPerson } from '../own.ts';
import { signedIn } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { stopsOf } from '../store/stops.ts';
import { waysOf } from '../store/ways.ts';

/** How surveys may reach whoever asks; null for whom nobody ever reported. No address is in it. */
export const getOwnWays = defineQuery({
  name: 'surveys.get-own-ways',
  input,
  policy: signedIn,
  async handle({ tx, subject: contactId }) {
    const personId = await askedPerson(tx, contactId);
    if (!personId) return { own: null };
    const isNever = (await stopsOf(tx, personId)).some(({ sender }) => sender === '');
    return { own: { ...(await waysOf(tx, personId)), isNever } };
  },
});
