import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { json } from '@otklik/db';
import { AppError, regionOf, type Tx } from '@otklik/kernel';
import { proposalDue, type Advanced, type CaseFacts } from '../model/facts.ts';
import { isLate, type Clock } from '../model/clocks.ts';
import { CLINIC_STAGES } from '../model/ladder.ts';
import { caseNumber } from '../model/number.ts';
import { settleProposal } from './proposals.ts';
import type { CaseClockTable, CaseTable, PublicFacts } from './tables.ts';

export type CaseRow = Selectable<CaseTable>;

/** A case with its clocks: what the rules work on. */
export interface LoadedCase {
  readonly row: CaseRow;
  readonly facts: CaseFacts;
}

export const regionId = (tx: Tx): string => {
  const region = regionOf(tx.scope);
  if (!region) throw new AppError('internal', { reason: 'no-region' });
  return region;
};

export const clockOf = (row: Selectable<CaseClockTable>): Clock => ({
  stage: row.stage,
  round: row.round,
  term: row.term,
  startedAt: row.started_at,
  pauses: row.pauses,
  stoppedAt: row.stopped_at,
  dueAt: row.due_at,
  dueDate: row.due_date,
  derivation: row.derivation,
  late: row.late,
});

export async function clocksOf(tx: Tx, caseId: string): Promise<Clock[]> {
  const rows = await tx.db
    .selectFrom('case_clocks')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();
  return rows.map(clockOf);
}

export const factsOf = (row: CaseRow, clocks: Clock[]): CaseFacts => ({
  state: row.state,
  since: row.state_since,
  version: row.version,
  round: row.round,
  disputes: row.disputes,
  pauses: row.pauses,
  back: row.back_state,
  proposal: row.proposal,
  terms: row.terms,
  clocks,
});

type By = { readonly id: string } | { readonly number: string };

async function find(tx: Tx, by: By, lock: boolean): Promise<CaseRow> {
  const row = await tx.db
    .selectFrom('cases')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .$if('id' in by, (q) => q.where('id', '=', 'id' in by ? by.id : ''))
    .$if('number' in by, (q) => q.where('number', '=', 'number' in by ? by.number : ''))
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'case' });
  return row;
}

/** @throws AppError not-found */
export const readCase = (tx: Tx, by: By): Promise<CaseRow> => find(tx, by, false);

/** Locks the case for a move. @throws AppError not-found */
export async function loadForMove(tx: Tx, by: By): Promise<LoadedCase> {
  const row = await find(tx, by, true);
  return { row, facts: factsOf(row, await clocksOf(tx, row.id)) };
}

export async function nextNumber(tx: Tx): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('case_number_seq') as n`.execute(tx.db);
  return caseNumber(tx.now.getUTCFullYear(), rows[0]!.n);
}

/** Takes so many running numbers that no other case gets, and gives the first: they follow one another. */
export async function reserveNumbers(tx: Tx, count: number): Promise<number> {
  const { rows } = await sql<{ first: number; last: number }>`
    select min(n) as first, max(n) as last
    from (select nextval('case_number_seq') as n from generate_series(1, ${count}::int)) taken`.execute(
    tx.db,
  );
  const { first, last } = rows[0]!;
  if (last - first + 1 !== count) throw new AppError('changed-meanwhile', { what: 'case-numbers' });
  return first;
}

/** Whether a clock of the clinic's own in this round has run out, stopped or not. */
const clinicIsLate = ({ facts, entry }: Advanced): boolean =>
  facts.clocks.some(
    (clock) =>
      CLINIC_STAGES.includes(clock.stage) &&
      clock.round === facts.round &&
      (clock.late ?? isLate(clock, entry.at)),
  );

/** What a move changes in the case's own row; the same for one living case and a simulated thousand. */
export function movedColumns(advanced: Advanced) {
  const { facts, entry, due, closed } = advanced;
  const to = entry.to;
  return {
    state: to,
    state_since: facts.since ?? entry.at,
    version: facts.version,
    round: facts.round,
    disputes: facts.disputes,
    pauses: facts.pauses,
    back_state: facts.back,
    proposal: facts.proposal,
    terms: facts.terms,
    due_stage: due.stage,
    due_at: due.at,
    due_date: due.date,
    // A step that goes on stays as late as it was, and is not told of twice.
    ...(entry.from === to ? {} : { overdue_noted: false }),
    clinic_late: clinicIsLate(advanced),
    proposal_due_at: proposalDue(facts),
    // Whatever is proposed now has not been late yet.
    ...(advanced.touched.some((at) => facts.clocks[at]!.stage === 'proposal')
      ? { proposal_late_noted: false }
      : {}),
    ...(to === 'rejected' ? { refusal_reason: entry.reason } : {}),
    ...(to === 'submitted' ? { submitted_at: entry.at } : {}),
    ...(entry.move === 'publish' ? { published_at: entry.at } : {}),
    ...(to === 'answered' ? { answered_at: entry.at } : {}),
    ...(advanced.reply
      ? { reply_days: advanced.reply.days, reply_timing: advanced.reply.timing }
      : {}),
    ...(advanced.again
      ? { again_days: advanced.again.days, again_timing: advanced.again.timing }
      : {}),
    ...(advanced.interim ? { interim_timing: advanced.interim } : {}),
    closed_at: closed ? entry.at : null,
    outcome: closed ? to : null,
  };
}

/** A clock as its row reads back. */
export const clockColumns = (
  region: string,
  caseId: string,
  seq: number,
  clock: Clock,
): Selectable<CaseClockTable> => ({
  region_id: region,
  case_id: caseId,
  seq,
  stage: clock.stage,
  round: clock.round,
  term: clock.term,
  started_at: clock.startedAt,
  pauses: [...clock.pauses],
  stopped_at: clock.stoppedAt,
  due_at: clock.dueAt,
  due_date: clock.dueDate,
  derivation: clock.derivation,
  late: clock.late,
});

export function clockRow(
  region: string,
  caseId: string,
  seq: number,
  clock: Clock,
): Insertable<CaseClockTable> {
  const row = clockColumns(region, caseId, seq, clock);
  return {
    ...row,
    term: json(row.term),
    pauses: json(row.pauses),
    derivation: json(row.derivation),
  };
}

export const entryRow = (
  region: string,
  caseId: string,
  entry: Advanced['entry'],
  actor: string,
  noteSealed: string | null,
  publicFacts: PublicFacts | null = null,
) => ({
  region_id: region,
  case_id: caseId,
  seq: entry.seq,
  at: entry.at,
  move: entry.move,
  from_state: entry.from,
  to_state: entry.to,
  role: entry.role,
  actor,
  reason_code: entry.reason,
  note_sealed: noteSealed,
  public: entry.public,
  public_facts: publicFacts,
});

/** What a move writes beside what the rules say. */
export interface MoveExtras {
  readonly noteSealed?: string | null;
  readonly publicFacts?: PublicFacts | null;
  /** Columns of the case that the move itself changes: where it goes, what it is about, the next notice. */
  readonly columns?: Partial<Updateable<CaseTable>>;
}

/** Writes a move: the entry (whose number only one of two movers gets), the clocks, the case's row. */
export async function writeMove(
  tx: Tx,
  row: CaseRow,
  advanced: Advanced,
  actor: string,
  { noteSealed = null, publicFacts = null, columns = {} }: MoveExtras = {},
): Promise<void> {
  const region = regionId(tx);
  const entry = entryRow(region, row.id, advanced.entry, actor, noteSealed);
  await tx.db
    .insertInto('case_entries')
    .values({ ...entry, public_facts: publicFacts && json(publicFacts) })
    .execute();
  await writeClocks(tx, row.id, advanced);
  if (advanced.decided) await settleProposal(tx, row.id, advanced.decided, actor);
  const moved = movedColumns(advanced);
  await tx.db
    .updateTable('cases')
    .set({ ...moved, terms: json(moved.terms), ...columns })
    .where('region_id', '=', region)
    .where('id', '=', row.id)
    .execute();
}

export async function writeClocks(tx: Tx, caseId: string, advanced: Advanced): Promise<void> {
  if (advanced.touched.length === 0) return;
  const region = regionId(tx);
  await tx.db
    .insertInto('case_clocks')
    .values(
      advanced.touched.map((index) =>
        clockRow(region, caseId, index, advanced.facts.clocks[index]!),
      ),
    )
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'case_id', 'seq']).doUpdateSet((eb) => ({
        term: eb.ref('excluded.term'),
        pauses: eb.ref('excluded.pauses'),
        stopped_at: eb.ref('excluded.stopped_at'),
        due_at: eb.ref('excluded.due_at'),
        due_date: eb.ref('excluded.due_date'),
        derivation: eb.ref('excluded.derivation'),
        late: eb.ref('excluded.late'),
      })),
    )
    .execute();
}

/** Marks a case whose running deadline has passed; false when it was marked or moved meanwhile. */
export async function markOverdue(
  tx: Tx,
  region: string,
  caseId: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('cases')
    .set({ overdue_noted: true })
    .where('region_id', '=', region)
    .where('id', '=', caseId)
    .where('overdue_noted', '=', false)
    .where('due_at', '<', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Marks a case whose open proposal is not decided in time; false when it was marked or decided meanwhile. */
export async function markProposalLate(tx: Tx, caseId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('cases')
    .set({ proposal_late_noted: true })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', caseId)
    .where('proposal_late_noted', '=', false)
    .where('proposal_due_at', '<', tx.now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Sets the next notice, unless somebody has sent the one that was due. */
export async function setNotice(
  tx: Tx,
  caseId: string,
  was: { readonly at: Date; readonly step: number },
  next: { readonly at: Date; readonly step: number } | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('cases')
    .set({ notice_at: next?.at ?? null, notice_step: next?.step ?? null })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', caseId)
    .where('notice_at', '=', was.at)
    .where('notice_step', '=', was.step)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const caseByReceipt = (
  tx: Tx,
  receiptHash: string,
): Promise<
  Pick<CaseRow, 'id' | 'number' | 'path' | 'state' | 'back_state' | 'by_receipt'> | undefined
> =>
  tx.db
    .selectFrom('cases')
    .select(['id', 'number', 'path', 'state', 'back_state', 'by_receipt'])
    .where('region_id', '=', regionId(tx))
    .where('receipt_hash', '=', receiptHash)
    .executeTakeFirst();
