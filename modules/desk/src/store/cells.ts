import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { regionId, rowsOfQueue, settledRows, timeLeft } from '@otklik/cases';
import type { Tables } from '@otklik/db';
import type { Grant, Tx } from '@otklik/kernel';
import { calendarOf, clinicsByIds } from '@otklik/registry';
import { systemicNumbersOf } from '@otklik/systemic';
import { lateOn, SETTLED_days } from './board.ts';

/** A cell of the board: the cases behind one of its counts. */
export interface Cell {
  readonly what: 'solved' | 'in-work';
  readonly timing: 'late' | 'in-time';
}
/** When a case counts as settled in the table that is asked about. */
export interface Span {
  readonly from: Date;
  /** Null: until now. */
  readonly to: Date | null;
}
/** Which of the reached cases: of a district or okrug (null: of no known district), of a clinic, public alone. */
export interface Narrow {
  readonly district?: string | null;
  readonly clinicId?: string;
  readonly publishedOnly?: boolean;
}

const DAY_ms = 86_400_000;
/** The span of the board: what was settled in the last thirty days. */
export const boardSpan = (now: Date): Span => ({
  from: new Date(now.getTime() - SETTLED_days * DAY_ms),
  to: null,
});

type Cases = ExpressionBuilder<Tables, 'cases'>;

const within =
  ({ district, clinicId, publishedOnly }: Narrow) =>
  (eb: Cases): Expression<SqlBool> =>
    eb.and([
      ...(district === null ? [eb('cases.district_id', 'is', null)] : []),
      ...(district
        ? [eb.or([eb('cases.district_id', '=', district), eb('cases.okrug_id', '=', district)])]
        : []),
      ...(clinicId ? [eb('cases.clinic_id', '=', clinicId)] : []),
      ...(publishedOnly ? [eb('cases.published_at', 'is not', null)] : []),
    ]);

const openRows = (tx: Tx, grants: readonly Grant[], narrow: Narrow) =>
  rowsOfQueue(tx, grants, 'all').where(within(narrow));
/** Confirmed by their authors within the span: nothing else counts as solved. */
const solvedRows = (tx: Tx, grants: readonly Grant[], narrow: Narrow, { from, to }: Span) =>
  settledRows(tx, grants, from)
    .where('cases.state', '=', 'confirmed')
    .$if(to !== null, (q) => q.where('cases.closed_at', '<', to!))
    .where(within(narrow));

const ANSWERED_LATE = sql<boolean>`reply_timing is not distinct from 'late'`;

/** The cases of one cell: late by the clinic's own steps while in work, by its first answer once solved. */
function rowsOf(tx: Tx, grants: readonly Grant[], cell: Cell, narrow: Narrow, span: Span) {
  const late = cell.what === 'in-work' ? lateOn('clinic', tx.now) : ANSWERED_LATE;
  const rows =
    cell.what === 'in-work' ? openRows(tx, grants, narrow) : solvedRows(tx, grants, narrow, span);
  return rows.where(cell.timing === 'late' ? late : sql<boolean>`not (${late})`);
}

/** How many cases a cell holds. */
export async function countCell(
  tx: Tx,
  grants: readonly Grant[],
  cell: Cell,
  narrow: Narrow,
  span: Span,
): Promise<number> {
  const { n } = await rowsOf(tx, grants, cell, narrow, span)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

export interface Four {
  readonly inWork: { readonly inTime: number; readonly late: number };
  readonly solved: { readonly inTime: number; readonly late: number };
}
export interface ClinicLine extends Four {
  readonly clinicId: string;
  readonly districtId: string | null;
}

/** Clinic by clinic, the four cells of its cases. */
export async function clinicLines(
  tx: Tx,
  grants: readonly Grant[],
  narrow: Narrow,
  span: Span,
): Promise<ClinicLine[]> {
  const late = lateOn('clinic', tx.now);
  const open = openRows(tx, grants, narrow)
    .groupBy(['cases.clinic_id', 'cases.district_id'])
    .select([
      'cases.clinic_id as clinicId',
      'cases.district_id as districtId',
      sql<number>`count(*) filter (where not (${late}))::int`.as('inTime'),
      sql<number>`count(*) filter (where ${late})::int`.as('late'),
    ]);
  const solved = solvedRows(tx, grants, narrow, span)
    .groupBy(['cases.clinic_id', 'cases.district_id'])
    .select([
      'cases.clinic_id as clinicId',
      'cases.district_id as districtId',
      sql<number>`count(*) filter (where not (${ANSWERED_LATE}))::int`.as('inTime'),
      sql<number>`count(*) filter (where ${ANSWERED_LATE})::int`.as('late'),
    ]);
  const lines = new Map<string, ClinicLine>();
  const none = { inTime: 0, late: 0 };
  for (const [kind, rows] of [
    ['inWork', await open.execute()],
    ['solved', await solved.execute()],
  ] as const)
    for (const { clinicId, districtId, inTime, late: n } of rows) {
      const key = `${districtId ?? ''} ${clinicId}`;
      const line = lines.get(key) ?? { clinicId, districtId, inWork: none, solved: none };
      lines.set(key, { ...line, [kind]: { inTime, late: n } });
    }
  return [...lines.values()];
}

/** Moves that say beside the delay why it is, in public. */
const EXPLAINED = 'explain-delay';

/** The newest public reason of each case's delay, and the earliest day that its clinic has promised. */
async function saidOf(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0)
    return { reasons: new Map<string, string>(), until: new Map<string, string>() };
  const reasons = await tx.db
    .selectFrom('case_entries')
    .select(['case_id', 'reason_code'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', ids)
    .where('move', '=', EXPLAINED)
    .where('public', '=', true)
    .orderBy('seq')
    .execute();
  const promised = await tx.db
    .selectFrom('case_promises')
    .select(['case_id', sql<string>`min(until)::text`.as('until')])
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', ids)
    .where('state', 'in', ['promised', 'overdue'])
    .groupBy('case_id')
    .execute();
  return {
    reasons: new Map(reasons.map((row) => [row.case_id, row.reason_code ?? 'other'])),
    until: new Map(promised.map((row) => [row.case_id, row.until])),
  };
}

/** The cases of a cell, the longest overdue or the newest solved first; nothing personal in them. */
export async function casesOfCell(
  tx: Tx,
  grants: readonly Grant[],
  cell: Cell,
  narrow: Narrow,
  span: Span,
  { limit, offset }: { readonly limit: number; readonly offset: number },
) {
  const rows = await rowsOf(tx, grants, cell, narrow, span)
    .select([
      'cases.id',
      'cases.number',
      'cases.state',
      'cases.subject_ru as ru',
      'cases.subject_en as en',
      'cases.clinic_id',
      'cases.district_id',
      'cases.zone',
      'cases.due_stage',
      'cases.due_at',
      'cases.due_date',
      'cases.published_at',
      'cases.closed_at',
    ])
    // As the indexes of open and of lately settled cases have it.
    .orderBy(
      cell.what === 'in-work' ? sql`coalesce(cases.due_at, 'infinity')` : sql`cases.closed_at desc`,
    )
    .orderBy('cases.id')
    .limit(limit)
    .offset(offset)
    .execute();
  const ids = rows.map(({ id }) => id);
  const { reasons, until } = await saidOf(tx, ids);
  const systemic = await systemicNumbersOf(tx, ids);
  const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
  const { calendar } = await calendarOf(tx, regionId(tx));
  const isLate = cell.what === 'in-work' && cell.timing === 'late';
  return rows.map((row) => {
    const { code, nameRu, nameEn } = clinics.get(row.clinic_id)!;
    const left = isLate
      ? timeLeft({ dueAt: row.due_at, dueUnit: 'working-days', zone: row.zone }, tx.now, calendar)
      : null;
    return {
      number: row.number,
      state: row.state,
      topic: { ru: row.ru, en: row.en },
      clinic: { code, nameRu, nameEn },
      district: row.district_id,
      zone: row.zone,
      publishedAt: row.published_at,
      closedAt: row.closed_at,
      dueAt: row.due_at,
      /** Working days over the term; null in time and once solved. */
      daysLate: left ? left.days : null,
      reason: reasons.get(row.id) ?? null,
      promisedUntil: until.get(row.id) ?? (row.due_stage === 'planned' ? row.due_date : null),
      systemic: systemic.get(row.id) ?? null,
    };
  });
}

/** One case as lists and the meeting's page show it. */
export type CellCase = Awaited<ReturnType<typeof casesOfCell>>[number];
