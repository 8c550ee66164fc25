import { defineCommand, type Letter } from '@otklik/kernel';
import { formVersion } from '@otklik/survey-forms';
import { invitationLetter } from '../letter.ts';
import { onlySender } from '../policy.ts';
import { carryLetters as input } from '../schema.ts';
import { doubtTheLost, handOver, settleLetters } from '../store/outbox.ts';
import { emailOf } from '../store/people.ts';
import { mintToken } from '../store/tokens.ts';

interface Carried {
  readonly letterId: string;
  readonly attempt: number;
  readonly letter: Letter;
}

/**
 * Writes what became of the letters taken before, and takes more, in one transaction. Here a letter's link is made:
 * its hash stays, its text leaves with the letter.
 */
export const carryLetters = defineCommand({
  name: 'surveys.carry-letters',
  input,
  policy: onlySender,
  async handle({ app, tx, input: { outcomes, take } }) {
    await settleLetters(tx, outcomes);
    await doubtTheLost(tx);
    const waiting = take > 0 ? await handOver(tx, take) : [];
    await tx.vault.preload(waiting.map((one) => one.data_key_id));
    const letters: Carried[] = [];
    for (const one of waiting) {
      const to = await emailOf(tx, { ...one, id: one.person_id });
      if (!to) continue;
      const form = await formVersion(tx, one.form_id, one.form_version);
      const way = one.kind === 'reminder' ? 'reminder' : 'letter';
      const token = await mintToken(tx, one.invitation_id, way);
      const letter = invitationLetter(app.settings.publicUrl, one, { form, token, to });
      letters.push({ letterId: one.id, attempt: one.attempts, letter });
    }
    return { taken: waiting.length, letters };
  },
  audit: ({ input: { outcomes }, output }) => ({
    object: 'survey-letters',
    after: `settled ${outcomes.length}, taken ${output.taken}`,
  }),
});
