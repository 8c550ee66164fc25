import { defineQuery } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { DAYS_at_once, readDays as input } from '../schema.ts';
import { dayRows } from '../store/days.ts';

/** Some thousands of days' samples and where they go on, for everybody: a transaction a page. */
export const readDays = defineQuery({
  name: 'scheduling.read-days',
  input,
  policy: everybody,
  async handle({ tx, input: asked }) {
    const rows = await dayRows(tx, asked);
    const last = rows.length === DAYS_at_once ? rows.at(-1) : undefined;
    return {
      rows,
      next: last
        ? {
            specialty: last.specialty,
            kind: last.kind,
            mode: last.mode,
            day: last.day,
            clinic: last.clinic_id,
          }
        : null,
    };
  },
});
