import { AppError, defineQuery, grantsOf } from '@otklik/kernel';
import { hiddenAnswers, personalIn } from '@otklik/cases';
import { exportOwn as input } from '../schema-own.ts';

const LISTED_MAX = 50;

/** Answers to erased messages that wait for a moderator's look, with proposals for cuts. */
export const listHiddenAnswers = defineQuery({
  name: 'complaints.list-hidden-answers',
  input,
  policy({ actor }) {
    const grants = grantsOf(actor).filter(({ role }) => role === 'moderator');
    if (grants.length > 0) return grants;
    if (actor.kind === 'visitor' || actor.kind === 'receipt')
      throw new AppError('sign-in-required');
    if (actor.kind === 'person' && actor.grants.some(({ role }) => role === 'moderator'))
      throw new AppError('second-factor-required');
    throw new AppError('forbidden');
  },
  async handle({ tx, subject: grants }) {
    const rows = await hiddenAnswers(tx, grants, LISTED_MAX);
    return rows.map((row) => ({
      answerId: row.id,
      number: row.number,
      text: row.text_public ?? '',
      hiddenAt: row.hidden_at!,
      personal: personalIn(row.text_public ?? ''),
    }));
  },
});
