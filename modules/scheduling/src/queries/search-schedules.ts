import { sql } from 'kysely';
import { defineQuery } from '@otklik/kernel';
import { scheduleOf } from '../model/resources.ts';
import { everybody, readLimit } from '../policy.ts';
import { searchSchedules as input } from '../schema.ts';
import { countSchedules, scheduleRows } from '../store/places.ts';
import { scheduleConditions } from '../store/search.ts';

/** Timetables, a page at a time, for everybody: of which clinic and specialty, never of which doctor. */
export const searchSchedules = defineQuery({
  name: 'scheduling.search-schedules',
  input,
  policy: everybody,
  limits: readLimit,
  async handle({ app, tx, input: asked }) {
    const where = scheduleConditions(asked);
    const after = asked.after ? sql`and k.id > ${asked.after}::uuid` : sql``;
    const found = await scheduleRows(tx, sql`${where} ${after}`, asked.limit + 1);
    const page = found.slice(0, asked.limit);
    return {
      schedules: page.map((row) => ({
        id: row.id,
        clinic: row.clinic,
        resource: scheduleOf(row, app.settings),
      })),
      next: found.length > asked.limit ? page.at(-1)!.id : null,
      total: asked.counted ? await countSchedules(tx, where) : null,
    };
  },
});
