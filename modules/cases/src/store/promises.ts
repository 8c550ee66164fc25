import type { Insertable, Selectable } from 'kysely';
import type { Grant, Tx } from '@otklik/kernel';
import type { PromiseFacts, PromiseState } from '../model/promise.ts';
import { regionId } from './cases.ts';
import { reachedIn } from './reach.ts';
import type { CasePromiseTable } from './tables-promises.ts';

export type CasePromiseRow = Selectable<CasePromiseTable>;
type NewPromise = Omit<
  Insertable<CasePromiseTable>,
  | 'region_id'
  | 'state'
  | 'late'
  | 'done_at'
  | 'done_by'
  | 'done_note_sealed'
  | 'asked_at'
  | 'judged_at'
  | 'judge_note_sealed'
  | 'hidden_at'
>;

const ofCase = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('case_promises')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId);

export const promisesOf = (tx: Tx, caseId: string): Promise<CasePromiseRow[]> =>
  ofCase(tx, caseId).orderBy('published_at').orderBy('source_id').orderBy('position').execute();

/** Locks a promise for an act. */
export const promiseForAct = (
  tx: Tx,
  caseId: string,
  id: string,
): Promise<CasePromiseRow | undefined> =>
  ofCase(tx, caseId).where('id', '=', id).forUpdate().executeTakeFirst();

/** The promise that an interim answer made, while nobody has settled it. */
export const interimPromise = (
  tx: Tx,
  caseId: string,
  states: readonly PromiseState[],
): Promise<CasePromiseRow | undefined> =>
  ofCase(tx, caseId)
    .where('source', '=', 'interim')
    .where('state', 'in', states)
    .orderBy('published_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

export const promiseFacts = (row: CasePromiseRow): PromiseFacts => ({
  state: row.state,
  dueAt: row.due_at,
  askedAt: row.asked_at,
  late: row.late,
  zone: row.zone,
});

export async function insertPromises(tx: Tx, rows: readonly NewPromise[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('case_promises')
    .values(
      rows.map((row) => ({
        region_id: regionId(tx),
        state: 'promised' as const,
        late: false,
        done_at: null,
        done_by: null,
        done_note_sealed: null,
        asked_at: null,
        judged_at: null,
        judge_note_sealed: null,
        hidden_at: null,
        ...row,
      })),
    )
    .execute();
}

type Change = Partial<
  Pick<
    Insertable<CasePromiseTable>,
    | 'state'
    | 'late'
    | 'until'
    | 'due_at'
    | 'done_at'
    | 'done_by'
    | 'done_note_sealed'
    | 'asked_at'
    | 'judged_at'
    | 'judge_note_sealed'
    | 'notice_at'
    | 'notice_step'
  >
>;

export async function setPromise(
  tx: Tx,
  { case_id, id }: Pick<CasePromiseRow, 'case_id' | 'id'>,
  change: Change,
): Promise<void> {
  await tx.db
    .updateTable('case_promises')
    .set(change)
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', case_id)
    .where('id', '=', id)
    .execute();
}

/** The words of promises go with their author's, which they may quote; what became of them stays. */
export async function hidePromises(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .updateTable('case_promises')
    .set((eb) => ({ what: null, hidden_at: eb.fn.coalesce('hidden_at', eb.val(tx.now)) }))
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
}

/** A promise and the case whose page shows it, as a job or a list names it. */
export interface PromiseName {
  readonly number: string;
  readonly promise: string;
}

/** Promises that time has something to say about. `asked` before which its author counts as silent. */
export async function duePromises(
  tx: Tx,
  what: 'passed' | 'silent' | 'notices',
  asked: Date,
  limit: number,
): Promise<PromiseName[]> {
  const rows = await tx.db
    .selectFrom('case_promises as promise')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'promise.region_id')
        .onRef('cases.id', '=', 'promise.case_id'),
    )
    .select(['cases.number', 'promise.id'])
    .where('promise.region_id', '=', regionId(tx))
    .$if(what === 'passed', (q) =>
      q.where('promise.state', '=', 'promised').where('promise.due_at', '<', tx.now),
    )
    .$if(what === 'silent', (q) =>
      q.where('promise.state', '=', 'done').where('promise.asked_at', '<', asked),
    )
    .$if(what === 'notices', (q) => q.where('promise.notice_at', '<=', tx.now))
    .orderBy('promise.due_at')
    .limit(limit)
    .execute();
  return rows.map(({ number, id }) => ({ number, promise: id }));
}

export interface PromiseCount {
  readonly state: PromiseState;
  readonly total: number;
}

/** How many promises of a clinic stand in each state. */
export const countPromisesOf = (tx: Tx, clinicId: string): Promise<PromiseCount[]> =>
  tx.db
    .selectFrom('case_promises')
    .select((eb) => ['state', eb.fn.countAll<number>().as('total')])
    .where('region_id', '=', regionId(tx))
    .where('clinic_id', '=', clinicId)
    .groupBy('state')
    .execute();

const STATES_OF: Readonly<Record<string, readonly PromiseState[]>> = {
  overdue: ['overdue'],
  open: ['promised', 'overdue'],
  reported: ['done'],
};

/** Promises within the reach of these grants, the earliest date first. */
export const promisesWithin = (
  tx: Tx,
  grants: readonly Grant[],
  which: 'overdue' | 'open' | 'reported' | 'all',
  limit: number,
) =>
  tx.db
    .selectFrom('case_promises as promise')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'promise.region_id')
        .onRef('cases.id', '=', 'promise.case_id'),
    )
    .select([
      'promise.id',
      'promise.what',
      'promise.owner',
      'promise.until',
      'promise.state',
      'promise.late',
      'promise.zone',
      'promise.clinic_id',
      'promise.hidden_at',
      'cases.number',
      'cases.subject_ru',
      'cases.subject_en',
    ])
    .where('promise.region_id', '=', regionId(tx))
    .$if(which !== 'all', (q) => q.where('promise.state', 'in', STATES_OF[which]!))
    .where(reachedIn('promise', grants))
    .orderBy('promise.due_at', which === 'all' ? 'desc' : 'asc')
    .orderBy('promise.id')
    .limit(limit)
    .execute();
