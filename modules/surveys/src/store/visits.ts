import { randomUUID } from 'node:crypto';
import type { Tx } from '@otklik/kernel';
import type { Insertable, Selectable } from 'kysely';
import { regionIn, type SurveyVisitTable } from './tables.ts';

export type VisitRow = Selectable<SurveyVisitTable>;
type Facts = Omit<Insertable<SurveyVisitTable>, 'region_id' | 'id' | 'visit_key'>;

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

export async function changeVisit(tx: Tx, id: string, facts: Partial<Facts>): Promise<void> {
  await tx.db
    .updateTable('survey_visits')
    .set(facts)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

/** Visits that wait for a decision, the oldest reports first. */
export const plannedVisits = (tx: Tx, limit: number): Promise<VisitRow[]> =>
  tx.db
    .selectFrom('survey_visits')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('state', '=', 'planned')
    .orderBy('reported_on')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
