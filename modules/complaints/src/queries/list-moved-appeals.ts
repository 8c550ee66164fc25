import { regionId } from '@otklik/cases';
import { AppError, defineQuery } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { z } from 'zod';
import { recountTerms } from '../model/appeal.ts';
import { openAppeals } from '../store/appeals.ts';
import { lanesOf } from '../store/lanes.ts';

const input = z.strictObject({
  /** Where the stretch before ended. */
  after: z.uuid().optional(),
});

/**
 * Open appeals to which today's calendar gives other dates than they have, a stretch at a time: numbers, and where
 * the next stretch begins; null after the last.
 */
export const listMovedAppeals = defineQuery({
  name: 'complaints.list-moved-appeals',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { after } }) {
    const { calendar } = await calendarOf(tx, regionId(tx));
    const { appeals_terms: terms } = await lanesOf(tx);
    const { appeals, next } = await openAppeals(tx, after ?? null);
    const moved = appeals.filter(
      ({ zone, ...facts }) => recountTerms(facts, tx.now, { calendar, zone, terms }) !== null,
    );
    return { numbers: moved.map(({ number }) => number), after: next };
  },
});
