import { sql } from 'kysely';
import { defineQuery } from '@otklik/kernel';
import { locationOf } from '../model/resources.ts';
import { everybody, readLimit } from '../policy.ts';
import { searchLocations as input } from '../schema.ts';
import { locationRows } from '../store/places.ts';
import { locationConditions } from '../store/search.ts';

/** Clinics that some source tells places of, a page at a time, for everybody. */
export const searchLocations = defineQuery({
  name: 'scheduling.search-locations',
  input,
  policy: everybody,
  limits: readLimit,
  async handle({ app, tx, input: asked }) {
    const where = locationConditions(asked);
    const after = asked.after ? sql`and c.code collate "C" > ${asked.after}` : sql``;
    const found = await locationRows(tx, sql`${where} ${after}`, asked.limit + 1);
    const page = found.slice(0, asked.limit);
    return {
      locations: page.map((row) => ({ id: row.code, resource: locationOf(row, app.settings) })),
      next: found.length > asked.limit ? page.at(-1)!.code : null,
      // Clinics of a region are few: all of them are counted by reading them.
      total: asked.counted ? (await locationRows(tx, where)).length : null,
    };
  },
});
