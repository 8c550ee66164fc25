import { AppError, defineCommand } from '@otklik/kernel';
import { alarmOf } from '../danger.ts';
import { mayMend } from '../model.ts';
import { ownProposal } from '../policy.ts';
import { mendProposal as input } from '../schema.ts';
import { changeProposal, sealIn } from '../store/proposals.ts';

/** The author mends what a moderator sent back; it waits again. @throws AppError move-impossible */
export const mendProposal = defineCommand({
  name: 'crowd.mend-proposal',
  input,
  limits: [{ per: 'principal', count_max: 20, window_s: 3600 }],
  policy: ownProposal,
  async handle({ tx, subject: row, input: { text } }) {
    if (!mayMend(row.state)) throw new AppError('move-impossible', { reason: row.state });
    await changeProposal(tx, row, {
      state: 'waiting',
      danger: await alarmOf(tx, text),
      text_sealed: await sealIn(tx, row, 'text_sealed', text),
      reason_code: null,
      reason_sealed: null,
      decided_at: null,
      decided_by: null,
    });
    return { number: row.number };
  },
  audit: ({ subject: row }) => ({ object: row.id, before: row.state, after: 'waiting' }),
});
