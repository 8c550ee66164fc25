import { randomUUID } from 'node:crypto';
import type { Tx } from '@otklik/kernel';
import { sql, type Insertable, type Selectable } from 'kysely';
import { regionIn, type SurveyVisitTable } from './tables.ts';

export type VisitRow = Selectable<SurveyVisitTable>;
export type Facts = Omit<Insertable<SurveyVisitTable>, 'region_id' | 'id' | 'visit_key'>;

/** The visit of a key, held until the transaction ends. */
export const lockVisit = (tx: Tx, visitKey: string): Promise<VisitRow | undefined> =>
  tx.db
    .selectFrom('survey_visits')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('visit_key', '=', visitKey)
    .forUpdate()
    .executeTakeFirst();

/** @returns whether it was new: of two reports of one visit at once one is */
export async function insertVisit(tx: Tx, visitKey: string, facts: Facts): Promise<boolean> {
  const made = await tx.db
    .insertInto('survey_visits')
    .values({ region_id: regionIn(tx), id: randomUUID(), visit_key: visitKey, ...facts })
    .onConflict((conflict) => conflict.columns(['region_id', 'visit_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Which of these keys are known. */
export async function knownKeys(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('survey_visits')
    .select('visit_key')
    .where('region_id', '=', regionIn(tx))
    .where('visit_key', '=', sql<string>`any(${keys}::text[])`)
    .execute();
  return new Set(rows.map(({ visit_key }) => visit_key));
}

/** Many at once. @returns the keys that were new: a visit that somebody else reported meanwhile is not */
export async function insertVisits(
  tx: Tx,
  visits: readonly (Facts & { readonly visit_key: string })[],
): Promise<Set<string>> {
  if (visits.length === 0) return new Set();
  const rows = visits
    .map((visit) => ({ region_id: regionIn(tx), id: randomUUID(), ...visit }))
    .toSorted((a, b) => (a.visit_key < b.visit_key ? -1 : 1));
  const { rows: made } = await sql<{ visit_key: string }>`
    insert into survey_visits
    select * from json_populate_recordset(null::survey_visits, ${JSON.stringify(rows)}::json)
    on conflict (region_id, visit_key) do nothing returning visit_key`.execute(tx.db);
  return new Set(made.map(({ visit_key }) => visit_key));
}

export async function changeVisit(tx: Tx, id: string, facts: Partial<Facts>): Promise<void> {
  await tx.db
    .updateTable('survey_visits')
    .set(facts)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

/** The visits of these people that wait for a decision. */
export async function undecidedVisits(tx: Tx, people: readonly string[]): Promise<VisitRow[]> {
  return tx.db
    .selectFrom('survey_visits')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    .where('state', '=', 'planned')
    .where((is) => is.or([is('decide_at', 'is', null), is('decide_at', '<=', tx.now)]))
    .orderBy('id')
    .forUpdate()
    .execute();
}

export interface Decided {
  readonly id: string;
  readonly state: 'invited' | 'refused';
  readonly because: string | null;
  /** Null keeps what was drawn. */
  readonly inclusion: number | null;
}

/** Writes what was decided. Of whom nobody will be asked, nobody is kept. */
export async function decideVisits(tx: Tx, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await sql`
    update survey_visits v set state = d.state, refused_because = d.because,
      person_id = case when d.state = 'invited' then v.person_id end,
      inclusion = coalesce(d.inclusion, v.inclusion)
    from json_to_recordset(${JSON.stringify(decided)}::json)
      as d(id uuid, state text, because text, inclusion numeric)
    where v.region_id = ${regionIn(tx)} and v.id = d.id`.execute(tx.db);
}
