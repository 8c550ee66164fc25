import { defineCommand } from '@otklik/kernel';
import { addressesOf } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { holderOf } from '../store/assignments.ts';
import { beat, othersAt } from '../store/presence.ts';

/** Notes that one opened a case, and says who holds it and who else opened it in the last ten minutes. */
export const openPage = defineCommand({
  name: 'desk.open-page',
  input,
  policy: insider,
  async handle({ tx, subject: { row, side, personId } }) {
    const here = { caseId: row.id, side, personId };
    await beat(tx, here);
    const others = await othersAt(tx, here);
    const holder = await holderOf(tx, row.id, side);
    const ids = others.map((one) => one.person_id);
    const addresses = await addressesOf(tx, holder ? [...ids, holder.holder_id] : ids);
    return {
      others: others.map((one) => ({
        by: addresses.get(one.person_id) ?? null,
        at: one.seen_at,
      })),
      holder: holder && {
        by: addresses.get(holder.holder_id) ?? null,
        since: holder.since,
        oneself: holder.holder_id === personId,
      },
    };
  },
  audit: ({ subject }) => ({ object: subject.row.id }),
});
