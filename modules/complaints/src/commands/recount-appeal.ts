import { letterFacts } from '@otklik/cases';
import { AppError, defineCommand, recordedAs, type Context } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { calendarOf } from '@otklik/registry';
import type { z } from 'zod';
import { recountTerms } from '../model/appeal.ts';
import { lateAppeal as input } from '../schema-lanes.ts';
import { placedAppeal } from '../appeal-home.ts';
import { writeAppealStep } from '../store/appeals.ts';
import { lanesOf } from '../store/lanes.ts';

/**
 * An appeal to which no date could be promised gets it, once the year's calendar is in, and another one when the
 * calendar is corrected: a step of its own. Of a date that it was promised before, the author is told.
 */
export const recountAppeal = defineCommand({
  name: 'complaints.recount-appeal',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return placedAppeal(tx, number, true);
  },
  async handle({ tx, actor, subject: { row, appeal } }) {
    const { calendar } = await calendarOf(tx, row.region_id);
    const { appeals_terms: terms } = await lanesOf(tx);
    const counted = recountTerms(appeal, tx.now, { calendar, zone: row.zone, terms });
    if (!counted || appeal.closed_at !== null) return { recounted: false };
    await writeAppealStep(tx, appeal, recordedAs(actor), 'recount', counted, { facts: {} });
    if (appeal.due_at !== null && row.author_id && !row.demo)
      await sendLetter(tx, {
        contactId: row.author_id,
        template: 'appeal-step',
        data: await letterFacts(tx, row, null, null),
      });
    return { recounted: true };
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    after: output.recounted ? 'recounted' : 'unchanged',
  }),
});
