import { dueTerms, timeLeft } from '@otklik/cases';
import { defineCommand } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { labelsOf } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { holderOf } from '../store/assignments.ts';
import { delayedOf, failedOf } from '../store/delayed-steps.ts';
import { beat, othersAt } from '../store/presence.ts';

/** Notes that one opened a case, and says who holds it, who else opened it in the last ten minutes, how much time is left. */
export const openPage = defineCommand({
  name: 'desk.open-page',
  input,
  policy: insider,
  async handle({ tx, subject: { row, side, personId } }) {
    const here = { caseId: row.id, side, personId };
    await beat(tx, { ...here, version: row.version });
    const others = await othersAt(tx, here);
    const holder = await holderOf(tx, row.id, side);
    const ids = others.map((one) => one.person_id);
    const labels = await labelsOf(tx, holder ? [...ids, holder.holder_id] : ids);
    const delayed = side === 'region' ? ((await delayedOf(tx, row.id)) ?? null) : null;
    const failed = side === 'region' ? await failedOf(tx, row.id, row.version) : undefined;
    const { calendar } = await calendarOf(tx, row.region_id);
    const { dueUnit, dueHours: schedule } = (await dueTerms(tx, [row]))(row);
    const running = { dueAt: row.due_at, dueUnit, zone: row.zone, schedule };
    return {
      left: timeLeft(running, tx.now, calendar),
      isSettled: row.closed_at !== null,
      /** What is to be done with the case in a moment, and can be taken back until then by whoever did it. */
      delayed: delayed && {
        step: delayed.step,
        runAt: delayed.run_at,
        stepId: delayed.person_id === personId ? delayed.id : null,
      },
      /** What was to be done and could not be, the case being where it was. */
      failed: failed ? { step: failed.step, code: failed.refused_code ?? '' } : null,
      others: others.map((one) => ({
        by: labels.get(one.person_id) ?? null,
        at: one.seen_at,
      })),
      holder: holder && {
        id: holder.holder_id,
        by: labels.get(holder.holder_id) ?? null,
        since: holder.since,
        oneself: holder.holder_id === personId,
      },
    };
  },
  audit: ({ subject }) => ({ object: subject.row.id }),
});
