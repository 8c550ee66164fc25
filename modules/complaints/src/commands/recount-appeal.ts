import { AppError, defineCommand, recordedAs, type Context } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import type { z } from 'zod';
import { dateAppeal } from '../model/appeal.ts';
import { lateAppeal as input } from '../schema-lanes.ts';
import { placedAppeal } from '../appeal-home.ts';
import { writeAppealStep } from '../store/appeals.ts';
import { lanesOf } from '../store/lanes.ts';

/** An appeal to which no date could be promised gets it, once the year's calendar is in; a step of its own. */
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
    const dated = dateAppeal(appeal, { calendar, zone: row.zone, terms });
    if (dated && appeal.closed_at === null)
      await writeAppealStep(tx, appeal, recordedAs(actor), 'recount', dated, { facts: {} });
    return { recounted: dated !== null };
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    after: output.recounted ? 'recounted' : 'unchanged',
  }),
});
