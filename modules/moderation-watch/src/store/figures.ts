import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { hoursOf } from '../model/shifts.ts';
import { HOUSE_RULES, type WatchRules } from '../rules.ts';
import type { Kind } from './tables.ts';

/** Decisions of one month, a rule and a shift; null stands for all of them together. */
export interface CountRow {
  readonly rule: string | null;
  readonly shift: string | null;
  readonly decisions: number;
  readonly refusals: number;
  /** Decisions of which it is known how long they took, and what they took. */
  readonly known: number;
  readonly median_s: number | null;
  readonly p90_s: number | null;
}

/** Appeals decided in the month, by the rule and the shift of the refusal that they were against. */
export interface AppealRow {
  readonly rule: string;
  readonly shift: string;
  readonly decided: number;
  readonly granted: number;
}

/** Judgements made in the month of the same thing by two, and how often. */
export interface PairRow {
  readonly rule: string;
  readonly shift: string;
  readonly first: string;
  readonly first_reason: string | null;
  readonly second: string;
  readonly second_reason: string | null;
  readonly agrees: boolean;
  readonly n: number;
}

export interface FiguresQuestion {
  readonly kind: Kind;
  /** The month's first instant, and the next one's. */
  readonly from: Date;
  readonly to: Date;
  readonly zone: string;
  /** The region's rules, the newest first. */
  readonly rules: readonly (WatchRules & { readonly validFrom: string })[];
  /** Only decisions of this person, as entries record people. */
  readonly by?: string;
}

const REFUSALS_SQL = sql`('reject', 'return-message', 'return-answer', 'refuse-proposal', 'refuse-extension', 'refuse-appeal', 'refuse-note')`;
/** Of decisions that refuse nothing. */
export const LET_OUT = 'let-out';

/** The shift of each hour by the rules of the day: dated rows, so that a change leaves the days before as they were. */
const shiftRows = (rules: FiguresQuestion['rules']): string =>
  JSON.stringify(
    [...rules, { ...HOUSE_RULES, validFrom: '0001-01-01' }].map((rule, at, all) => ({
      from_day: rule.validFrom,
      to_day: at === 0 ? '9999-12-31' : all[at - 1]!.validFrom,
      hours: hoursOf(rule.shifts) ?? [],
    })),
  );

/** Decisions of the month with the shift that they fell into. */
const decided = ({ kind, from, to, zone, rules, by }: FiguresQuestion, region: string) => sql`
  select d.*, case when d.decision in ${REFUSALS_SQL} then coalesce(d.reason_code, 'other') else ${LET_OUT} end as rule,
    d.decision in ${REFUSALS_SQL} as refused,
    shifts.hours[extract(hour from d.decided_at at time zone ${zone})::integer + 1] as shift
  from moderation_decisions d
  join jsonb_to_recordset(${shiftRows(rules)}::jsonb) as shifts (from_day date, to_day date, hours text[])
    on (d.decided_at at time zone ${zone})::date >= shifts.from_day
    and (d.decided_at at time zone ${zone})::date < shifts.to_day
  where d.region_id = ${region} and d.kind = ${kind} and d.decided_at >= ${from} and d.decided_at < ${to}
    ${by === undefined ? sql`` : sql`and d.decided_by = ${by}`}`;

/** Counts and seconds by rule and shift, each alone, and of all. */
export async function decisionCounts(tx: Tx, asked: FiguresQuestion): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    select rule, shift, count(*)::int as decisions, (count(*) filter (where refused))::int as refusals,
      count(seconds)::int as known,
      percentile_cont(0.5) within group (order by seconds) as median_s,
      percentile_cont(0.9) within group (order by seconds) as p90_s
    from (${decided(asked, regionId(tx))}) decided
    group by grouping sets ((rule, shift), (rule), (shift), ())
    order by decisions desc`.execute(tx.db);
  return rows;
}

/** Appeals that were decided in the month, by what they were against. */
export async function appealCounts(
  tx: Tx,
  { from, to, zone, rules, by }: FiguresQuestion,
): Promise<AppealRow[]> {
  const region = regionId(tx);
  const { rows } = await sql<AppealRow>`
    select coalesce(refusal.reason_code, 'other') as rule,
      shifts.hours[extract(hour from refusal.decided_at at time zone ${zone})::integer + 1] as shift,
      count(*)::int as decided, (count(*) filter (where a.decision = 'grant-appeal'))::int as granted
    from moderation_decisions a
    join lateral (
      select d.reason_code, d.decided_at, d.decided_by from moderation_decisions d
      where d.region_id = a.region_id and d.case_id = a.case_id and d.decision = 'reject' and d.seq < a.seq
      order by d.seq desc limit 1) refusal on true
    join jsonb_to_recordset(${shiftRows(rules)}::jsonb) as shifts (from_day date, to_day date, hours text[])
      on (refusal.decided_at at time zone ${zone})::date >= shifts.from_day
      and (refusal.decided_at at time zone ${zone})::date < shifts.to_day
    where a.region_id = ${region} and a.kind = 'appeal' and a.decided_at >= ${from} and a.decided_at < ${to}
      ${by === undefined ? sql`` : sql`and refusal.decided_by = ${by}`}
    group by 1, 2`.execute(tx.db);
  return rows;
}

/** What two said of the same thing, of samples that were judged in the month. */
export async function judgedPairs(
  tx: Tx,
  { kind, from, to, zone, rules, by }: FiguresQuestion,
): Promise<PairRow[]> {
  const region = regionId(tx);
  const { rows } = await sql<PairRow>`
    select case when d.decision in ${REFUSALS_SQL} then coalesce(d.reason_code, 'other') else ${LET_OUT} end as rule,
      shifts.hours[extract(hour from d.decided_at at time zone ${zone})::integer + 1] as shift,
      d.decision as first, d.reason_code as first_reason, s.decision as second, s.reason_code as second_reason,
      s.agrees, count(*)::int as n
    from moderation_samples s
    join moderation_decisions d on d.region_id = s.region_id and d.case_id = s.case_id and d.seq = s.seq
    join jsonb_to_recordset(${shiftRows(rules)}::jsonb) as shifts (from_day date, to_day date, hours text[])
      on (d.decided_at at time zone ${zone})::date >= shifts.from_day
      and (d.decided_at at time zone ${zone})::date < shifts.to_day
    where s.region_id = ${region} and s.state = 'judged' and s.judged_at >= ${from} and s.judged_at < ${to}
      and d.kind = ${kind} ${by === undefined ? sql`` : sql`and d.decided_by = ${by}`}
    group by 1, 2, 3, 4, 5, 6, 7`.execute(tx.db);
  return rows;
}
