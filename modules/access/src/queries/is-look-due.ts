import { sql } from 'kysely';
import { defineQuery } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { regionId } from '../store/sources.ts';

/** Whether any source is to be asked now: a quiet minute leaves no line in the act log. */
export const isLookDue = defineQuery({
  name: 'access.is-look-due',
  input,
  policy: onlyTime,
  async handle({ tx }) {
    const { rows } = await sql<{ due: boolean }>`select exists (select 1 from access_sources
      where region_id = ${regionId(tx)} and kind = 'smart' and not stopped
        and (next_poll_at is null or next_poll_at <= ${tx.now})) as due`.execute(tx.db);
    return rows[0]!.due;
  },
});
