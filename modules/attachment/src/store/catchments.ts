import { sql } from 'kysely';
import { newId, type Tx } from '@otklik/kernel';
import type { Ages } from '../model/admission.ts';
import type { HouseRule } from '../model/houses.ts';
import { regionIn } from './region.ts';
import './tables.ts';

/** Houses of one street as a file says. */
export interface NewCatchment {
  readonly clinic_id: string;
  readonly ages: Ages;
  readonly town: string;
  readonly street: string;
  readonly street_words: readonly string[];
  readonly street_kind: string | null;
  readonly houses: readonly HouseRule[];
}

/** A row that holds on a day. */
export interface CatchmentRow {
  readonly clinic_id: string;
  readonly town: string;
  readonly street: string;
  readonly street_words: readonly string[];
  readonly street_kind: string | null;
  readonly houses: readonly HouseRule[];
}

/**
 * Puts sets of houses that hold from a day: those of before end the day before, and what had been put from that day on
 * gives way.
 * @param sets clinics and ages of the set
 */
export async function putSets(
  tx: Tx,
  from: string,
  sets: readonly { readonly clinic_id: string; readonly ages: Ages }[],
  rows: readonly NewCatchment[],
): Promise<void> {
  if (sets.length === 0) return;
  const region = regionIn(tx);
  const named = sql`(select * from json_to_recordset(${JSON.stringify(sets)}::json) as s(clinic_id uuid, ages text))`;
  await sql`delete from catchments c using ${named} s where c.region_id = ${region} and c.clinic_id = s.clinic_id
    and c.ages = s.ages and c.valid_from >= ${from}::date`.execute(tx.db);
  await sql`update catchments c set valid_to = ${from}::date - 1 from ${named} s where c.region_id = ${region}
    and c.clinic_id = s.clinic_id and c.ages = s.ages and coalesce(c.valid_to, 'infinity') >= ${from}::date`.execute(
    tx.db,
  );
  const told = rows.map((row) => ({ id: newId(tx.now.getTime()), ...row }));
  await sql`insert into catchments (region_id, id, clinic_id, ages, town, street, street_words, street_kind, houses,
      valid_from)
    select ${region}, r.id, r.clinic_id, r.ages, r.town, r.street, r.street_words, r.street_kind, r.houses, ${from}::date
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r(id uuid, clinic_id uuid, ages text, town text,
      street text, street_words text[], street_kind text, houses jsonb)`.execute(tx.db);
}

const STREETS_max = 2000;

/** Rows of streets that have these words, all or any of them, with those that hold on a day. */
export async function streetsWith(
  tx: Tx,
  { words, day, ages, all }: { words: readonly string[]; day: string; ages: Ages; all: boolean },
): Promise<CatchmentRow[]> {
  const fits = all
    ? sql`c.street_words @> ${words as string[]}::text[]`
    : sql`c.street_words && ${words as string[]}::text[]`;
  const { rows } = await sql<CatchmentRow>`
    select c.clinic_id, c.town, c.street, c.street_words, c.street_kind, c.houses from catchments c
    where c.region_id = ${regionIn(tx)} and ${fits} and c.ages = ${ages} and c.valid_from <= ${day}::date
      and coalesce(c.valid_to, 'infinity') >= ${day}::date
    order by c.town, c.street, c.id limit ${STREETS_max}`.execute(tx.db);
  return rows;
}

/** Whether the region gave any houses that hold on a day. */
export async function hasCatchments(tx: Tx, day: string, ages: Ages): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from catchments where region_id = ${regionIn(tx)} and ages = ${ages}
      and valid_from <= ${day}::date and coalesce(valid_to, 'infinity') >= ${day}::date) as has`.execute(
    tx.db,
  );
  return rows[0]!.has;
}

/** How much is known on a day, for those who keep it. */
export async function knownOn(tx: Tx, day: string) {
  const region = regionIn(tx);
  const { rows } = await sql<{
    readonly ages: Ages;
    readonly clinics: number;
    readonly told: number;
    readonly told_on: string | null;
    readonly housed: number;
    readonly streets: number;
    readonly from: string | null;
  }>`
    with fitting as (
      select a.ages, c.id from unnest(array['adult', 'child']) as a(ages)
      join clinics c on c.audience in ('both', a.ages)
      where c.region_id = ${region} and coalesce(c.valid_to, 'infinity') >= ${day}::date
    )
    select a.ages,
      (select count(*)::int from fitting f where f.ages = a.ages) as clinics,
      t.told, t.told_on, h.housed, h.streets, h."from"
    from unnest(array['adult', 'child']) as a(ages),
    lateral (select count(distinct clinic_id)::int as told, max(told_on)::text as told_on
      from clinic_admissions d join fitting f on f.id = d.clinic_id and f.ages = d.ages
      where d.region_id = ${region} and d.ages = a.ages and valid_from <= ${day}::date
        and coalesce(valid_to, 'infinity') >= ${day}::date) t,
    lateral (select count(distinct clinic_id)::int as housed, count(*)::int as streets, max(valid_from)::text as "from"
      from catchments d join fitting f on f.id = d.clinic_id and f.ages = d.ages
      where d.region_id = ${region} and d.ages = a.ages and valid_from <= ${day}::date
        and coalesce(valid_to, 'infinity') >= ${day}::date) h`.execute(tx.db);
  return rows;
}
