import { sql, type Insertable, type Selectable } from 'kysely';
import type { Timestamp } from '@otklik/db';
import { newId, type Grant, type Tx } from '@otklik/kernel';
import { dayOf } from '../model/day.ts';
import { regionId, type CaseRow } from './cases.ts';
import { reachedIn } from './reach.ts';

export interface CaseAlarmTable {
  region_id: string;
  id: string;
  case_id: string;
  raised_by: 'author' | 'supporter' | 'staff' | 'words';
  by_receipt: boolean;
  raised_at: Timestamp;
  due_at: Timestamp | null;
  data_key_id: string;
  note_sealed: string | null;
  late_noted: boolean;
  settled_at: Timestamp | null;
  settled_by: string | null;
  finding: 'false-alarm' | 'passed-on' | 'erased' | null;
  reason_code: string | null;
  remark_sealed: string | null;
}
export type AlarmRow = Selectable<CaseAlarmTable>;

declare module '@otklik/db' {
  interface Tables {
    case_alarms: CaseAlarmTable;
  }
}

const place = (id: string, column: 'note_sealed' | 'remark_sealed') => ({
  table: 'case_alarms',
  column,
  row: id,
});
const alarms = (tx: Tx) =>
  tx.db.selectFrom('case_alarms').selectAll().where('region_id', '=', regionId(tx));

/** Writes an alarm; what was said with it is sealed under the key of whoever said it. */
export async function insertAlarm(
  tx: Tx,
  fresh: Pick<
    Insertable<CaseAlarmTable>,
    'case_id' | 'raised_by' | 'by_receipt' | 'due_at' | 'data_key_id'
  >,
  note: string | undefined,
): Promise<void> {
  const id = newId((fresh.by_receipt ? dayOf(tx.now) : tx.now).getTime());
  await tx.db
    .insertInto('case_alarms')
    .values({
      region_id: regionId(tx),
      id,
      ...fresh,
      raised_at: tx.now,
      note_sealed: note
        ? await tx.vault.seal(fresh.data_key_id, place(id, 'note_sealed'), note)
        : null,
      late_noted: false,
      settled_at: null,
      settled_by: null,
      finding: null,
      reason_code: null,
      remark_sealed: null,
    })
    .execute();
}

/** Alarms of a case that nobody has settled, the earliest first. */
export const openAlarms = (tx: Tx, caseId: string): Promise<AlarmRow[]> =>
  alarms(tx)
    .where('case_id', '=', caseId)
    .where('settled_at', 'is', null)
    .orderBy('raised_at')
    .orderBy('id')
    .execute();

/** What was said with an alarm; null where nothing was, or its key is gone. */
export const alarmNote = (tx: Tx, { id, data_key_id, note_sealed }: AlarmRow) =>
  note_sealed === null
    ? Promise.resolve(null)
    : tx.vault.open(data_key_id, place(id, 'note_sealed'), note_sealed);

/** @returns false when a colleague settled it before, or there is none such in this case */
export async function settleAlarm(
  tx: Tx,
  row: CaseRow,
  id: string,
  by: Pick<AlarmRow, 'settled_by' | 'finding' | 'reason_code'>,
  remark: string | undefined,
): Promise<boolean> {
  const remark_sealed = remark
    ? await tx.vault.seal(row.data_key_id, place(id, 'remark_sealed'), remark)
    : null;
  const { numUpdatedRows } = await tx.db
    .updateTable('case_alarms')
    .set({ ...by, remark_sealed, settled_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** With the words of a case its alarms end: what was said is read no more. */
export async function endAlarms(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .updateTable('case_alarms')
    .set({ note_sealed: null, remark_sealed: null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
  await tx.db
    .updateTable('case_alarms')
    .set({ settled_at: tx.now, settled_by: 'system:erasure', finding: 'erased' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('settled_at', 'is', null)
    .execute();
}

/** Numbers of cases with an alarm that nobody settled in time and nobody was told of. */
export async function lateAlarmNumbers(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('case_alarms as alarm')
    .innerJoin('cases', (join) =>
      join.onRef('cases.region_id', '=', 'alarm.region_id').onRef('cases.id', '=', 'alarm.case_id'),
    )
    .select('cases.number')
    .distinct()
    .where('alarm.region_id', '=', regionId(tx))
    .where('alarm.settled_at', 'is', null)
    .where('alarm.late_noted', '=', false)
    .where('alarm.due_at', '<', tx.now)
    .limit(limit)
    .execute();
  return rows.map(({ number }) => number);
}

/** Marks the late alarms of a case as told. @returns the deadline that passed first; null when none was late */
export async function noteLateAlarms(tx: Tx, caseId: string): Promise<Date | null> {
  const rows = await tx.db
    .updateTable('case_alarms')
    .set({ late_noted: true })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('settled_at', 'is', null)
    .where('late_noted', '=', false)
    .where('due_at', '<', tx.now)
    .returning('due_at')
    .execute();
  return rows.map(({ due_at }) => due_at).toSorted((a, b) => Number(a) - Number(b))[0] ?? null;
}

/** Open alarms within the reach of these grants, the earliest deadline first; no word of what was said. */
export const alarmsWithin = (tx: Tx, grants: readonly Grant[], limit: number) =>
  tx.db
    .selectFrom('case_alarms as alarm')
    .innerJoin('cases', (join) =>
      join.onRef('cases.region_id', '=', 'alarm.region_id').onRef('cases.id', '=', 'alarm.case_id'),
    )
    .select(['cases.number', 'cases.subject_ru as ru', 'cases.subject_en as en', 'cases.zone'])
    .select(['alarm.id', 'alarm.raised_by as raisedBy', 'alarm.due_at as dueAt'])
    .where('alarm.region_id', '=', regionId(tx))
    .where('alarm.settled_at', 'is', null)
    .where(reachedIn('cases', grants))
    .orderBy('alarm.due_at')
    .orderBy('alarm.id')
    .limit(limit)
    .execute();

/** How many alarms nobody has settled, and the earliest deadline among them. */
export async function alarmsWaiting(tx: Tx): Promise<{ alarms: number; earliest: Date | null }> {
  const row = await tx.db
    .selectFrom('case_alarms')
    .select((eb) => [eb.fn.countAll<number>().as('alarms'), eb.fn.min('due_at').as('earliest')])
    .where('region_id', '=', regionId(tx))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { alarms: row.alarms, earliest: row.earliest };
}

/** Of settled alarms by receipt before the term only the day stays. @returns how many were made so */
export async function coarsenAlarms(tx: Tx, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update case_alarms set raised_at = date_trunc('day', raised_at, 'UTC'),
      due_at = date_trunc('day', due_at, 'UTC')
    where region_id = ${regionId(tx)} and id in (
      select id from case_alarms
      where region_id = ${regionId(tx)} and by_receipt and settled_at is not null
        and raised_at < ${before} and raised_at <> date_trunc('day', raised_at, 'UTC')
      limit ${limit})
    returning id`.execute(tx.db);
  return rows.length;
}
