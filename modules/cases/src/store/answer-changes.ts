import type { ColumnType, Insertable, Selectable, Updateable } from 'kysely';
import { json, type Json, type Timestamp } from '@otklik/db';
import { AppError, type Grant, type Tx } from '@otklik/kernel';
import { isLate, recountClock, type CalendarFacts, type Clock } from '../model/clocks.ts';
import { regionId, type CaseRow } from './cases.ts';
import { reached } from './lists.ts';

export interface CaseAnswerChangeTable {
  region_id: string;
  case_id: string;
  id: string;
  answer_id: string;
  kind: 'amendment' | 'addition';
  state: 'waiting' | 'published' | 'refused';
  text_sealed: string | null;
  text_public: string | null;
  was_sealed: string | null;
  reason_code: string | null;
  written_by: string;
  written_at: Timestamp;
  decided_by: string | null;
  decided_at: Timestamp | null;
  /** The moderator's term and its derivation; null for what was sent before there was one. */
  clock: Json<ChangeTerm> | null;
  due_at: Timestamp | null;
  /** Those whom it concerns know that the term has passed. */
  late_told: ColumnType<boolean, boolean | undefined, boolean>;
}
type ChangeTerm = Pick<Clock, 'term' | 'dueDate' | 'derivation'>;
export type AnswerChangeRow = Selectable<CaseAnswerChangeTable>;

declare module '@otklik/db' {
  interface Tables {
    case_answer_changes: CaseAnswerChangeTable;
  }
}

export const changePlace = (id: string, column: 'text_sealed' | 'was_sealed' = 'text_sealed') => ({
  table: 'case_answer_changes',
  column,
  row: id,
});

export async function insertAnswerChange(
  tx: Tx,
  fresh: Pick<
    Insertable<CaseAnswerChangeTable>,
    'case_id' | 'id' | 'answer_id' | 'kind' | 'text_sealed' | 'written_by'
  > &
    Partial<Insertable<CaseAnswerChangeTable>>,
  clock: Clock | null = null,
): Promise<void> {
  await tx.db
    .insertInto('case_answer_changes')
    .values({
      region_id: regionId(tx),
      state: 'waiting',
      text_public: null,
      was_sealed: null,
      reason_code: null,
      written_at: tx.now,
      decided_by: null,
      decided_at: null,
      ...(clock ? kept(clock) : { clock: null, due_at: null }),
      ...fresh,
    })
    .execute();
}

/** How long the moderator has, or had, for a change: it starts when it is handed in and stops when it is decided. */
export const changeClock = (
  { clock, written_at, decided_at, due_at }: AnswerChangeRow,
  round: number,
): Clock | null =>
  clock && {
    ...clock,
    stage: 'reply-moderation',
    round,
    startedAt: written_at,
    pauses: [],
    stoppedAt: decided_at,
    dueAt: due_at,
    late: decided_at && isLate({ dueAt: due_at }, decided_at),
  };

/** The term of a clock as a row keeps it. */
const kept = ({ term, dueDate, derivation, dueAt }: Clock) => ({
  clock: json({ term, dueDate, derivation }),
  due_at: dueAt,
});

export const answerChangesOf = (tx: Tx, caseId: string): Promise<AnswerChangeRow[]> =>
  tx.db
    .selectFrom('case_answer_changes')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('written_at')
    .orderBy('id')
    .execute();

/** What waits for a moderator. @throws AppError not-found */
export async function waitingChange(tx: Tx, caseId: string, id: string): Promise<AnswerChangeRow> {
  const row = (await answerChangesOf(tx, caseId)).find((one) => one.id === id);
  if (!row) throw new AppError('not-found', { kind: 'answer-change' });
  if (row.state !== 'waiting') throw new AppError('already-done', { what: 'answer-change' });
  return row;
}

/** @returns false when somebody has decided it meanwhile */
export async function decideChange(
  tx: Tx,
  { case_id, id }: AnswerChangeRow,
  change: Updateable<CaseAnswerChangeTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('case_answer_changes')
    .set({ ...change, decided_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', case_id)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * The words of an answer that everybody reads are others from now on. Its parts said the earlier ones, and so
 * did what a moderator had cut it from: neither stands beside the new words.
 *
 * @param cutFrom the new words before a moderator cut them, sealed; null when nothing was cut
 */
export const setAnswerText = (
  tx: Tx,
  caseId: string,
  answerId: string,
  text: string,
  cutFrom: string | null,
) =>
  tx.db
    .updateTable('case_answers')
    .set({ text_public: text, parts_public: null, text_sealed: cutFrom })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', '=', answerId)
    .execute();

/** Changes within reach that wait for a moderator, the oldest first. */
export const waitingChanges = (tx: Tx, grants: readonly Grant[], limit: number) =>
  tx.db
    .selectFrom('case_answer_changes')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'case_answer_changes.region_id')
        .onRef('cases.id', '=', 'case_answer_changes.case_id'),
    )
    .select(['case_answer_changes.kind', 'case_answer_changes.written_at', 'cases.number'])
    .select(['case_answer_changes.due_at', 'cases.id', 'cases.subject_ru', 'cases.subject_en'])
    .where('case_answer_changes.region_id', '=', regionId(tx))
    .where('case_answer_changes.state', '=', 'waiting')
    .where('case_answer_changes.case_id', 'in', (eb) =>
      eb
        .selectFrom('cases')
        .select('id')
        .where('region_id', '=', regionId(tx))
        .where((cases) => reached(cases, grants)),
    )
    .orderBy('case_answer_changes.written_at')
    .limit(limit)
    .execute();

/** Numbers of cases with a change that nobody has decided in time and nobody was told of. */
export async function lateChangeNumbers(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('case_answer_changes')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'case_answer_changes.region_id')
        .onRef('cases.id', '=', 'case_answer_changes.case_id'),
    )
    .select('cases.number')
    .where('case_answer_changes.region_id', '=', regionId(tx))
    .where('case_answer_changes.state', '=', 'waiting')
    .where('case_answer_changes.late_told', '=', false)
    .where('case_answer_changes.due_at', '<', tx.now)
    .orderBy('case_answer_changes.due_at')
    .limit(limit)
    .execute();
  return rows.map(({ number }) => number);
}

/** Numbers of cases of whose answer a change waits: few, and soon decided. */
export async function waitingChangeNumbers(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('case_answer_changes')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'case_answer_changes.region_id')
        .onRef('cases.id', '=', 'case_answer_changes.case_id'),
    )
    .select('cases.number')
    .where('case_answer_changes.region_id', '=', regionId(tx))
    .where('case_answer_changes.state', '=', 'waiting')
    .limit(1000)
    .execute();
  return rows.map(({ number }) => number);
}

/** @returns since when the change that waits is late; null when none is, or it was told already */
export async function markChangeLate(tx: Tx, caseId: string): Promise<Date | null> {
  const marked = await tx.db
    .updateTable('case_answer_changes')
    .set({ late_told: true })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'waiting')
    .where('late_told', '=', false)
    .where('due_at', '<', tx.now)
    .returning('due_at')
    .executeTakeFirst();
  return marked?.due_at ?? null;
}

/**
 * Changes of a case that wait get the date that today's calendar says at its place, and are told of again once
 * a new date has passed.
 * @returns how many dates are others than before
 */
export async function recountChanges(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'round'>,
  place: CalendarFacts,
): Promise<number> {
  let recounted = 0;
  for (const change of await answerChangesOf(tx, row.id)) {
    const clock = change.state === 'waiting' ? changeClock(change, row.round) : null;
    const again = clock && recountClock(clock, place);
    if (!again || again.dueAt?.getTime() === clock.dueAt?.getTime()) continue;
    recounted += 1;
    await tx.db
      .updateTable('case_answer_changes')
      .set({ ...kept(again), late_told: change.late_told && isLate(again, tx.now) })
      .where('region_id', '=', regionId(tx))
      .where('case_id', '=', row.id)
      .where('id', '=', change.id)
      .execute();
  }
  return recounted;
}

/** Of an erased message nothing is left standing beside the answer. */
export async function hideAnswerChanges(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .updateTable('case_answer_changes')
    .set({ text_public: null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
}
