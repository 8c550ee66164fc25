import { sql } from 'kysely';
import { defineQuery } from '@otklik/kernel';
import { zoneOfRegion } from '@otklik/registry';
import { slotOf } from '../model/resources.ts';
import { everybody, readLimit } from '../policy.ts';
import { searchSlots as input } from '../schema.ts';
import { slotConditions, slotOrder, slotsAfter } from '../store/search.ts';
import { countSlots, slotRows } from '../store/slots.ts';

/** Slots as they are at this moment, a page at a time, for everybody. Nobody's name is in them. */
export const searchSlots = defineQuery({
  name: 'scheduling.search-slots',
  input,
  policy: everybody,
  limits: readLimit,
  async handle({ app, tx, input: asked }) {
    const where = slotConditions(asked, { now: tx.now, zone: await zoneOfRegion(tx) });
    const found = await slotRows(
      tx,
      tx.now,
      sql`${where} ${slotsAfter(asked)}`,
      slotOrder(asked),
      asked.limit + 1,
    );
    const page = found.slice(0, asked.limit);
    const last = found.length > asked.limit ? page.at(-1) : undefined;
    return {
      slots: page.map((row) => ({
        id: row.id,
        schedule: row.schedule,
        clinic: row.clinic,
        resource: slotOf(row, app.settings, true),
      })),
      next: last ? { start: new Date(last.start_ms).toISOString(), id: last.id } : null,
      total: asked.counted ? await countSlots(tx, where) : null,
    };
  },
});
