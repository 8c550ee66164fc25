import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { sql } from 'kysely';
import type { TouchKind } from '../model/states.ts';
import { regionIn } from './tables.ts';

/** Somebody was written to, or wrote themselves: it counts in the one budget of all surveys. */
export const touch = (tx: Tx, personId: string, kind: TouchKind): Promise<void> =>
  touchMany(tx, [personId], kind);

/** The same of many people, each of them once. */
export async function touchMany(tx: Tx, people: readonly string[], kind: TouchKind): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into survey_touches (region_id, person_id, on_day, kind, n)
    select ${regionIn(tx)}, id, ${await todayOf(tx)}, ${kind}, 1 from unnest(${people}::uuid[]) as id
    on conflict (region_id, person_id, on_day, kind) do update set n = survey_touches.n + 1`.execute(
    tx.db,
  );
}
