import { sql } from 'kysely';
import { defineQuery } from '@otklik/kernel';
import { SILENT_intervals } from '../model.ts';
import { onlyTime } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { regionId } from '../store/sources.ts';

/** Whether time has anything to say: asked each minute, so that a quiet minute leaves no line in the act log. */
export const isDue = defineQuery({
  name: 'access.is-due',
  input,
  policy: onlyTime,
  async handle({ tx }) {
    const region = regionId(tx);
    const { rows } = await sql<{ due: boolean }>`select
      exists (select 1 from access_wait_now where region_id = ${region} and next_at <= ${tx.now})
      or exists (select 1 from access_sources where region_id = ${region} and not silent
        and last_ok + make_interval(mins => interval_min * ${SILENT_intervals}::integer) <= ${tx.now})
      or exists (select 1 from access_wait_now w join clinics c on c.region_id = w.region_id and c.id = w.clinic_id
        join regions r on r.code = w.region_id
        cross join lateral (select ${tx.now}::timestamptz at time zone coalesce(c.time_zone, r.time_zone) as here) l
        where w.region_id = ${region} and w.changed_at is not null and l.here::time >= '10:00' and not exists (
          select 1 from access_wait_days d where d.region_id = ${region} and d.clinic_id = w.clinic_id
            and d.specialty = w.specialty and d.kind = w.kind and d.mode = w.mode and d.day = l.here::date))
      as due`.execute(tx.db);
    return rows[0]!.due;
  },
});
