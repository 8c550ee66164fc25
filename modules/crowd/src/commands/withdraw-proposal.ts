import { AppError, defineCommand } from '@otklik/kernel';
import { mayTakeBack } from '../model.ts';
import { ownProposal } from '../policy.ts';
import { withdrawProposal as input } from '../schema.ts';
import { changeProposal, untie } from '../store/proposals.ts';

/** The author takes it back; nobody reads it from the next answer on. @throws AppError already-done */
export const withdrawProposal = defineCommand({
  name: 'crowd.withdraw-proposal',
  input,
  policy: ownProposal,
  async handle({ tx, subject: row }) {
    if (!mayTakeBack(row.state)) throw new AppError('already-done');
    await changeProposal(tx, row, {
      state: 'withdrawn',
      text_public: null,
      reason_code: null,
      reason_sealed: null,
      shown_at: null,
      decided_at: tx.now,
    });
    await untie(tx, row.id);
    return { number: row.number };
  },
  audit: ({ subject: row }) => ({ object: row.id, before: row.state, after: 'withdrawn' }),
});
