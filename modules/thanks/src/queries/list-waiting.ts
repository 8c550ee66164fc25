import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { aModerator, reachedAs, wroteIt } from '../policy.ts';
import { listWaiting as input } from '../schema.ts';
import { thanksIn } from '../store/thanks.ts';
import { clinicsByIds } from '@otklik/registry';

const ROWS_MAX = 50;
const LOOKED_MAX = 1000;

/** Thanks that wait for a moderator who reaches them: what sounds like danger first, then the oldest first. */
export const listWaiting = defineQuery({
  name: 'thanks.list-waiting',
  input,
  policy: ({ actor }: Context<z.output<typeof input>>) => aModerator({ actor }),
  async handle({ tx, actor, input: { cursor } }) {
    const found = await thanksIn(tx)
      .where('state', '=', 'submitted')
      // Ids hold the time of their making in front.
      .$if(cursor !== undefined, (q) => q.where('id', '>', cursor!).where('danger', '=', false))
      .orderBy('danger', 'desc')
      .orderBy('id')
      .limit(LOOKED_MAX)
      .execute();
    const rows = found.filter((row) => reachedAs(actor, 'moderator', row) && !wroteIt(actor, row));
    const page = rows.slice(0, ROWS_MAX);
    const clinics = await clinicsByIds(tx, [...new Set(page.map((row) => row.clinic_id))]);
    return {
      waiting: page.map((row) => {
        const clinic = clinics.get(row.clinic_id)!;
        return {
          number: row.number,
          filedAt: row.filed_at,
          danger: row.danger,
          clinic: { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
        };
      }),
      next: rows.length > ROWS_MAX ? page.at(-1)!.id : null,
    };
  },
});
