import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { askedPerson } from '../own.ts';
import { signedIn } from '../policy.ts';
import { openMine as input } from '../schema.ts';
import { invitationsOf } from '../store/invitations.ts';
import { mintToken } from '../store/tokens.ts';

/** A fresh link to an own invitation that waits, for a redirect to its form. @throws AppError not-found */
export const openMine = defineCommand({
  name: 'surveys.open-mine',
  input,
  policy: signedIn,
  async handle({ tx, subject: contactId, input: { id } }) {
    const personId = await askedPerson(tx, contactId);
    const mine = personId ? await invitationsOf(tx, personId, await todayOf(tx)) : [];
    if (!mine.some((one) => one.id === id)) throw new AppError('not-found');
    return { token: await mintToken(tx, id, 'my') };
  },
  audit: () => ({ object: 'survey-invitation' }),
});
