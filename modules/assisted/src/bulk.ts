import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { setContact } from './store/assistance.ts';
import './store/tables.ts';

/** So many of a demonstration's newest assisted cases have somebody to call. */
const TO_CALL_COUNT = 6;
/** Every so many of its published cases came through a clerk. */
const ONE_IN = 37;

/**
 * Says of some published cases of an invented past that a clerk took them, with calls to make; counted as
 * living ones are. `clerkId`: the invented clerk.
 */
export async function importAssisted(tx: Tx, clerkId: string): Promise<number> {
  const region = regionId(tx);
  const { rows } = await sql<{ case_id: string }>`
    insert into case_assistance
      (region_id, case_id, channel, clerk_id, clerk_side, received_on, read_back_on, notices)
    select region_id, id, (array['present', 'telephone', 'letter'])[1 + (place / ${ONE_IN}) % 3],
      ${clerkId}::uuid, 'hotline', opened_at::date, opened_at::date, 'call'
    from (select region_id, id, opened_at, row_number() over (order by id)::int as place from cases
      where region_id = ${region} and demo and published_at is not null) ranked
    where place % ${ONE_IN} = 0
    on conflict do nothing returning case_id`.execute(tx.db);
  const taken = rows.map(({ case_id }) => case_id).toSorted();
  if (taken.length === 0) return 0;
  await sql`
    insert into case_tally_deltas
      (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
    select c.region_id, c.clinic_id, coalesce(c.district_id, ''), coalesce(c.okrug_id, ''), c.subject_code,
      date_trunc('month', c.published_at at time zone c.zone)::date, 'assisted', a.channel, 'none', count(*)
    from cases c join case_assistance a on a.region_id = c.region_id and a.case_id = c.id
    where c.region_id = ${region} and c.id = any (${taken}::uuid[])
    group by 1, 2, 3, 4, 5, 6, 8`.execute(tx.db);
  for (const [at, case_id] of taken.slice(-TO_CALL_COUNT).entries()) {
    const row = await tx.db
      .selectFrom('cases')
      .select(['id', 'data_key_id', 'version'])
      .where('region_id', '=', region)
      .where('id', '=', case_id)
      .executeTakeFirstOrThrow();
    await setContact(tx, row, { name: `Пример ${at + 1}`, phone: `+7 900 000-00-0${at + 1}` });
    const day = tx.now.toISOString().slice(0, 10);
    await tx.db
      .insertInto('assisted_notices')
      .values({
        region_id: region,
        case_id,
        entry_seq: row.version,
        move: 'publish',
        way: 'call',
        next_try_on: day,
        made_on: day,
        done_by: null,
        done_at: null,
      })
      .execute();
  }
  return taken.length;
}
