import { sql } from 'kysely';
import { regionId, rowsOfQueue, settledRows, statesOwedBy, type State } from '@otklik/cases';
import type { Grant, Tx } from '@otklik/kernel';
import type { Side } from './tables.ts';

/** What was settled in so many days stands beside what is open. */
export const SETTLED_days = 30;
const DAY_ms = 86_400_000;
const HOLDERS_MAX = 200;

export interface InTimeAndLate {
  readonly inTime: number;
  readonly late: number;
}

export interface DistrictLine {
  /** Null for clinics of no known district. */
  readonly id: string | null;
  readonly ru: string;
  readonly en: string;
  readonly inWork: InTimeAndLate;
  /** The earliest deadline of a clinic that has passed; null while none has. */
  readonly lateSince: Date | null;
  /** Confirmed by the author in the last 30 days. */
  readonly solved: InTimeAndLate;
  /** Settled in the last 30 days in any other way. */
  readonly otherwise: number;
}

interface Row {
  id: string | null;
  ru: string | null;
  en: string | null;
  open_in_time: number;
  open_late: number;
  late_since: Date | null;
  solved_in_time: number;
  solved_late: number;
  otherwise: number;
}

/** In which states each side owes the next step. */
const OWED_IN: Readonly<Record<Side, readonly State[]>> = {
  clinic: statesOwedBy(['executor']),
  region: statesOwedBy(['moderator', 'coordinator', 'controller']),
};

/** Lateness of one side: a moderator's or controller's delay is not the clinic's, nor the other way round. */
export const lateOn = (side: Side, now: Date) =>
  sql<boolean>`coalesce(cases.due_at < ${now}, false) and cases.state = any (${OWED_IN[side] as string[]})`;

/** District by district: what is in work and what was solved, in time and late; late by the clinic's own steps. */
export async function districtLines(tx: Tx, grants: readonly Grant[]): Promise<DistrictLine[]> {
  const clinicLate = lateOn('clinic', tx.now);
  const open = rowsOfQueue(tx, grants, 'all').select([
    'district_id',
    sql<number>`count(*) filter (where not (${clinicLate}))::int`.as('open_in_time'),
    sql<number>`count(*) filter (where ${clinicLate})::int`.as('open_late'),
    sql<Date | null>`min(due_at) filter (where ${clinicLate})`.as('late_since'),
  ]);
  const since = new Date(tx.now.getTime() - SETTLED_days * DAY_ms);
  // A draft that nobody confirmed was never before anybody.
  const sent = settledRows(tx, grants, since).where('state', '<>', 'lapsed');
  const settled = sent.select([
    'district_id',
    sql<number>`count(*) filter (where state = 'confirmed' and reply_timing is distinct from 'late')::int`.as(
      'solved_in_time',
    ),
    sql<number>`count(*) filter (where state = 'confirmed' and reply_timing = 'late')::int`.as(
      'solved_late',
    ),
    sql<number>`count(*) filter (where state <> 'confirmed')::int`.as('otherwise'),
  ]);
  const { rows } = await sql<Row>`
    with open as (${open.groupBy('district_id')}), settled as (${settled.groupBy('district_id')})
    select coalesce(open.district_id, settled.district_id) as id, d.name_ru as ru, d.name_en as en,
      coalesce(open_in_time, 0) as open_in_time, coalesce(open_late, 0) as open_late, late_since,
      coalesce(solved_in_time, 0) as solved_in_time, coalesce(solved_late, 0) as solved_late,
      coalesce(otherwise, 0) as otherwise
    from open full join settled on coalesce(open.district_id, '') = coalesce(settled.district_id, '')
    left join districts d on d.region_id = ${regionId(tx)}
      and d.id = coalesce(open.district_id, settled.district_id)
    order by coalesce(open_late, 0) desc, coalesce(open_in_time, 0) desc, d.name_ru`.execute(tx.db);
  return rows.map((row) => ({
    id: row.id,
    ru: row.ru ?? '',
    en: row.en ?? '',
    inWork: { inTime: row.open_in_time, late: row.open_late },
    lateSince: row.late_since,
    solved: { inTime: row.solved_in_time, late: row.solved_late },
    otherwise: row.otherwise,
  }));
}

/** Who holds how many open cases within reach on one side, the most late first; at most 200. */
export async function holderLines(tx: Tx, grants: readonly Grant[], side: Side) {
  const n = sql<number>`count(*)::int`;
  const late = sql<number>`count(*) filter (where ${lateOn(side, tx.now)})::int`;
  return rowsOfQueue(tx, grants, 'all')
    .innerJoin('desk_assignments', (join) =>
      join
        .onRef('desk_assignments.region_id', '=', 'cases.region_id')
        .onRef('desk_assignments.case_id', '=', 'cases.id')
        .on('desk_assignments.side', '=', side),
    )
    .select('desk_assignments.holder_id')
    .select([n.as('n'), late.as('late'), sql<Date>`min(cases.opened_at)`.as('oldest')])
    .groupBy('desk_assignments.holder_id')
    .orderBy(late, 'desc')
    .orderBy(n, 'desc')
    .limit(HOLDERS_MAX)
    .execute();
}
