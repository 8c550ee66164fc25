import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { phaseOn } from '../model.ts';
import { regionAdministrator } from '../policy.ts';
import { moveDates as input } from '../schema.ts';
import { projectByCode, putDates } from '../store/projects.ts';

/**
 * Moves the dates of a project. Once it has opened, a reason is needed and everybody reads it, and the day on which it opened stays.
 * @throws AppError reason-required, move-impossible (`has-opened`)
 */
export const moveDates = defineCommand({
  name: 'crowd.move-dates',
  input,
  async policy({ tx, actor, input: { project } }: Context<z.output<typeof input>>) {
    const personId = regionAdministrator({ actor });
    return { personId, row: await projectByCode(tx, project, true) };
  },
  async handle({ tx, subject: { personId, row }, input: { opensOn, closesOn, reason } }) {
    const before = { opensOn: row.opens_on, closesOn: row.closes_on };
    const has_opened = phaseOn(before, await todayOf(tx)) !== 'coming';
    if (has_opened && !reason) throw new AppError('reason-required');
    if (has_opened && opensOn !== row.opens_on)
      throw new AppError('move-impossible', { reason: 'has-opened' });
    await putDates(tx, row, { opensOn, closesOn }, { personId, reason: reason || null });
    return { code: row.code };
  },
  audit: ({ subject: { row }, input: { opensOn, closesOn } }) => ({
    object: row.id,
    before: `${row.opens_on}/${row.closes_on}`,
    after: `${opensOn}/${closesOn}`,
  }),
});
