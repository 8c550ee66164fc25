import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { staffGrants } from '../policy.ts';
import { listAlarms as input } from '../schema-alarms.ts';
import { alarmsWithin } from '../store/alarms.ts';

/** Alarms beside cases that wait for the duty, the earliest deadline first; their words stand with the case. */
export const listAlarms = defineQuery({
  name: 'cases.list-alarms',
  input,
  policy({ actor }: Context<z.output<typeof input>>) {
    const grants = staffGrants(actor).filter(({ role }) => role === 'moderator');
    if (grants.length === 0) throw new AppError('forbidden');
    return grants;
  },
  async handle({ tx, subject: grants, input: { limit } }) {
    const rows = await alarmsWithin(tx, grants, limit);
    return rows.map((row) => ({ ...row, late: row.dueAt !== null && tx.now > row.dueAt }));
  },
});
