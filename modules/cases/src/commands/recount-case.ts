import { AppError, defineCommand, recordedAs, type Context } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { z } from 'zod';
import { recount } from '../model/recount.ts';
import { caseNumberText } from '../schema.ts';
import { loadForMove, writeMove } from '../store/cases.ts';
import { followMove } from '../store/companions.ts';

const input = z.strictObject({ number: caseNumberText });

/**
 * Counts a case's running clocks anew after a calendar came or changed; a case whose dates stay is left
 * as it is. The change stands in the case's history for everybody.
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
    const recounted = recount(facts, tx.now, { calendar, zone: row.zone });
    if (recounted) {
      await writeMove(tx, row, recounted, recordedAs(actor));
      await followMove(tx, row);
    }
    return { recounted: recounted !== null };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: output.recounted ? 'recounted' : 'unchanged',
  }),
});
