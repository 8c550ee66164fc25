import { defineCommand } from '@otklik/kernel';
import { tellAuthor } from '../delivery.ts';
import { mayDecide } from '../policy.ts';
import { refuseThanks as input } from '../schema.ts';
import { changeThanks, placeOf } from '../store/thanks.ts';

/** A moderator does not publish, for a reason of the list; the author is told where there is an address. */
export const refuseThanks = defineCommand({
  name: 'thanks.refuse-thanks',
  input,
  policy: mayDecide,
  async handle({ tx, subject: { row, personId }, input: { reason, note } }) {
    await changeThanks(tx, row, {
      state: 'refused',
      reason_code: reason,
      reason_sealed: note
        ? await tx.vault.seal(row.data_key_id, placeOf('reason_sealed', row.id), note)
        : null,
      decided_at: tx.now,
      decided_by: personId,
    });
    await tellAuthor(tx, row, 'thanks-refused', reason);
    return { number: row.number, state: 'refused' as const };
  },
  audit: ({ subject, input: { reason } }) => ({
    object: subject.row.id,
    before: 'submitted',
    after: `refused:${reason}`,
  }),
});
