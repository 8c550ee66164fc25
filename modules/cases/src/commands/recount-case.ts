import { AppError, defineCommand, recordedAs, type Context } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { z } from 'zod';
import { firstNotice } from '../model/ladder.ts';
import { recount } from '../model/recount.ts';
import { caseNumberText } from '../schema.ts';
import { recountChanges } from '../store/answer-changes.ts';
import { loadForMove, writeMove } from '../store/cases.ts';
import { followMove } from '../store/companions.ts';
import { dateSupports } from '../store/dateless.ts';
import { recountReminders } from '../store/reminders.ts';

const input = z.strictObject({ number: caseNumberText });

/**
 * Counts a case's running clocks, those of its supporters and of changes of its answer that wait, and the days of
 * its reminders anew after a calendar came or changed; a case whose dates stay is left as it is. The change stands in the case's history for everybody, and from its new
 * date on the clinic is warned as of any other.
 */
export const recountCase = defineCommand({
  name: 'cases.recount-case',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return loadForMove(tx, { number });
  },
  async handle({ tx, actor, subject: { row, facts } }) {
    const { calendar } = await calendarOf(tx, row.region_id);
    const zoned = { calendar, zone: row.zone };
    const recounted = recount(facts, tx.now, zoned);
    if (recounted) {
      const notice = firstNotice(recounted, tx.now, zoned);
      const { at } = recounted.due;
      const columns = {
        notice_at: notice?.at ?? null,
        notice_step: notice?.step ?? null,
        // What a correction took out of lateness is told anew, should it be late again.
        ...(at !== null && at > tx.now ? { overdue_noted: false } : {}),
      };
      await writeMove(tx, row, recounted, recordedAs(actor), { columns });
      await followMove(tx, row);
    }
    const supports = await dateSupports(tx, row, zoned);
    const changes = await recountChanges(tx, row, zoned);
    const reminders = await recountReminders(tx, row, zoned, recounted !== null);
    return { recounted: recounted !== null || supports + changes + reminders > 0 };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: output.recounted ? 'recounted' : 'unchanged',
  }),
});
