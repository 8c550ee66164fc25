import { AppError, defineCommand } from '@otklik/kernel';
import { mayAnswer } from '../model.ts';
import { personThanked } from '../policy.ts';
import { renewPublicWords } from '../public-words.ts';
import { answerConsent as input } from '../schema.ts';
import { changePerson } from '../store/people.ts';

/**
 * The person thanked says whether everybody may read who it is, and may take that back at any time: the next
 * answer shows it.
 *
 * @throws AppError already-done
 */
export const answerConsent = defineCommand({
  name: 'thanks.answer-consent',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: personThanked,
  async handle({ tx, subject: { row, person, personId }, input: { answer } }) {
    if (!mayAnswer(person.row.consent, answer)) throw new AppError('already-done');
    await changePerson(tx, person.row, {
      consent: answer,
      answered_at: tx.now,
      answered_by: personId,
    });
    await renewPublicWords(tx, row);
    return { number: row.number, consent: answer };
  },
  audit: ({ subject, input: { answer } }) => ({
    object: subject.row.id,
    before: subject.person.row.consent,
    after: `consent:${answer}`,
  }),
});
