import { defineQuery, type Tx } from '@otklik/kernel';
import { askedPerson } from '../own.ts';
import { signedIn } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { nameOfSender } from '../sender-name.ts';
import { ownInvitations, ownTouches } from '../store/own.ts';
import { stopsOf } from '../store/stops.ts';
import { waysOf } from '../store/ways.ts';

async function ownStops(tx: Tx, personId: string) {
  const stops = [];
  for (const { sender, since } of await stopsOf(tx, personId))
    stops.push({ sender, name: await nameOfSender(tx, sender), since });
  return stops;
}

/**
 * What the store of people keeps of whoever asks: their invitations, how often they were written to, whose letters
 * they stopped. Their answers are not here: nothing says which are theirs.
 */
export const listOwn = defineQuery({
  name: 'surveys.list-own',
  input,
  policy: signedIn,
  async handle({ tx, subject: contactId }) {
    const personId = await askedPerson(tx, contactId);
    if (!personId) return { invitations: [], touches: [], stops: [], ways: null };
    return {
      invitations: await ownInvitations(tx, personId),
      touches: await ownTouches(tx, personId),
      stops: await ownStops(tx, personId),
      ways: await waysOf(tx, personId),
    };
  },
});
