import { defineQuery, type Context } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import type { z } from 'zod';
import { mayReadWishes } from '../policy.ts';
import { listWishes as input } from '../topic-schema.ts';
import '../store/tables.ts';

const URGENT_MAX = 100;

/** What waits for a moderator, what sounds like danger first, then the oldest first, and what is wanted most. */
export const listWishes = defineQuery({
  name: 'complaints.list-wishes',
  input,
  policy: ({ actor }: Context<z.output<typeof input>>) => mayReadWishes({ actor }),
  async handle({ tx, input: { cursor, limit } }) {
    const region = regionId(tx);
    const rows = await tx.db
      .selectFrom('wishes')
      .selectAll()
      .where('region_id', '=', region)
      .where('settled_at', 'is', null)
      // Ids hold the time of their making in front.
      .$if(cursor !== undefined, (query) => query.where('id', '>', cursor!))
      .where('danger', '=', false)
      .orderBy('id')
      .limit(limit + 1)
      .execute();
    const wanted = await tx.db
      .selectFrom('wishes')
      .select((get) => ['label', get.fn.countAll<number>().as('count')])
      .where('region_id', '=', region)
      .where('label', 'is not', null)
      .groupBy('label')
      .orderBy('count', 'desc')
      .orderBy('label')
      .limit(100)
      .execute();
    const waiting = [];
    const urgent =
      cursor === undefined
        ? await tx.db
            .selectFrom('wishes')
            .selectAll()
            .where('region_id', '=', region)
            .where('settled_at', 'is', null)
            .where('danger', '=', true)
            .orderBy('id')
            .limit(URGENT_MAX)
            .execute()
        : [];
    for (const row of [...urgent, ...rows.slice(0, limit)]) {
      const place = { table: 'wishes', column: 'text_sealed', row: row.id };
      waiting.push({
        id: row.id,
        kind: row.kind,
        clinic: row.clinic_code,
        text: await tx.vault.open(row.data_key_id, place, row.text_sealed),
        /** Its words sound like danger. */
        danger: row.danger,
        hasContact: row.contact_id !== null,
        createdAt: row.created_at,
      });
    }
    return {
      waiting,
      next: rows.length > limit ? rows[limit - 1]!.id : null,
      wanted: wanted.map((row) => ({ label: row.label!, count: row.count })),
    };
  },
  // The texts are not public: each look leaves a trace.
  audit: () => ({ object: 'wishes' }),
});
