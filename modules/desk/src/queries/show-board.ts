import { onClinicSide, queueWorker } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { labelsOf } from '../colleagues.ts';
import { worker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { goneAmong } from '../store/assignments.ts';
import { districtLines, holderLines, SETTLED_days } from '../store/board.ts';

/** Who has how much, and how each district stands: as far as the reader's roles reach. */
export const showBoard = defineQuery({
  name: 'desk.show-board',
  input,
  policy: (context) => ({
    personId: worker(context),
    grants: queueWorker({ actor: context.actor, input: { queue: 'all' } }),
  }),
  async handle({ tx, subject: { personId, grants } }) {
    const side = grants.every(onClinicSide) ? 'clinic' : 'region';
    const districts = await districtLines(tx, grants);
    const holders = await holderLines(tx, grants, side);
    const labels = await labelsOf(
      tx,
      holders.map((row) => row.holder_id),
    );
    const open = districts.reduce((sum, { inWork }) => sum + inWork.inTime + inWork.late, 0);
    const gone = await goneAmong(
      tx,
      holders.map((row) => row.holder_id),
    );
    const held = holders.reduce((sum, row) => sum + (gone.has(row.holder_id) ? 0 : row.n), 0);
    return {
      settled_days: SETTLED_days,
      districts,
      /** Cases that nobody on the reader's side has taken, or somebody who works here no more. */
      free: Math.max(0, open - held),
      holders: holders.map((row) => ({
        id: row.holder_id,
        by: labels.get(row.holder_id) ?? null,
        oneself: row.holder_id === personId,
        /** Works here no more: the cases wait for somebody else. */
        gone: gone.has(row.holder_id),
        total: row.n,
        late: row.late,
        oldest: row.oldest,
      })),
    };
  },
});
