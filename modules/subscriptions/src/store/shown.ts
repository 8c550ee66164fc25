import { sql, type RawBuilder } from 'kysely';
import { PUBLIC_STATES, type State } from '@otklik/cases';
import { statesOf } from '@otklik/complaints';
import type { Tx } from '@otklik/kernel';
import type { Target } from '../model/target.ts';

/** Of a case taken back or sent elsewhere only a stub is public: nothing to tell of it. */
const STUBS: readonly State[] = ['withdrawn', 'redirected'];

/** The states of which there is something to read. */
export const SHOWN_STATES: readonly State[] = PUBLIC_STATES.filter(
  (state) => !STUBS.includes(state),
);
const literals = (states: readonly State[]) =>
  sql.join(states.filter((state) => !STUBS.includes(state)).map((state) => sql.lit(state)));

/** A condition on `cases`: everybody may read it now. */
export const isShown = (): RawBuilder<boolean> =>
  sql<boolean>`cases.published_at is not null and cases.erased_at is null
    and cases.state in (${literals(PUBLIC_STATES)})`;

/** A condition on `cases` and `complaints`: it belongs to the target. */
export function belongsTo(tx: Tx, target: Target): RawBuilder<unknown> {
  const { clinicId, place, topic, outcome, q, caseId } = target;
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (caseId) all.push(sql`cases.id = ${caseId}`);
  if (clinicId) all.push(sql`cases.clinic_id = ${clinicId}`);
  if (place?.level === 'district') all.push(sql`cases.district_id = ${place.id}`);
  if (place?.level === 'okrug') all.push(sql`cases.okrug_id = ${place.id}`);
  if (topic) all.push(sql`cases.subject_code = ${topic}`);
  if (outcome) all.push(sql`cases.state in (${literals(statesOf(outcome))})`);
  if (outcome === 'late') all.push(sql`cases.due_at < ${tx.now}`);
  if (q) all.push(sql`complaints.search @@ websearch_to_tsquery('russian', search_form(${q}))`);
  return sql.join(all, sql` and `);
}
