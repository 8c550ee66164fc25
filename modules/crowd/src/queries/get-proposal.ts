import { personalIn } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { mayRead } from '../policy.ts';
import { getProposal as input } from '../schema.ts';
import { authorView, publicProposals } from '../view.ts';

/**
 * One proposal, in the part that whoever asks may read: everybody what is shown, the author the own words
 * besides, a moderator what there is to decide.
 * @throws AppError not-found
 */
export const getProposal = defineQuery({
  name: 'crowd.get-proposal',
  input,
  policy: mayRead,
  async handle({ tx, subject: { row, eye } }) {
    const proposal = (await publicProposals(tx, [row]))[0]!;
    if (eye === 'public') return { eye, proposal };
    const own = await authorView(tx, row);
    if (eye === 'author') return { eye, proposal, own };
    /** What is likely personal data in the text. */
    return { eye, proposal, own, findings: personalIn(own.own ?? '', []) };
  },
  audit: ({ subject: { row, eye } }) => (eye === 'moderator' ? { object: row.id } : null),
});
