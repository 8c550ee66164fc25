import { AppError, defineCommand } from '@otklik/kernel';
import { holdGround, lastDay, putHold, regionAdministrator } from '@otklik/retention';
import { z } from 'zod';
import { emailAddress } from '../schema.ts';
import { findContact } from '../store.ts';

const input = z.strictObject({ email: emailAddress, ground: holdGround, until: lastDay });

/** Puts a person under legal hold, found by the address: no sweep and no erasure touches what is theirs. */
export const holdContact = defineCommand({
  name: 'notices.hold-contact',
  input,
  policy: regionAdministrator,
  async handle({ tx, subject, input: { email, ground, until } }) {
    const personId = await findContact(tx, email);
    if (!personId) throw new AppError('not-found', { kind: 'contact' });
    const hold = { caseId: null, personId, label: '', ground, until, setBy: subject };
    return { holdId: await putHold(tx, hold), personId };
  },
  audit: ({ output }) => ({ object: `hold:${output.holdId}`, after: `person:${output.personId}` }),
});
