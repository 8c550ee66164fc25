import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { WEEKS } from '../model/flood.ts';

export type About = { readonly clinicId: string } | { readonly topic: string };

const HOUR_MS = 3_600_000;
const hourAgo = (tx: Tx): Date => new Date(tx.now.getTime() - HOUR_MS);
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Filings of the last hour that were sent for good, by what they are about. The newest days' sketches lead to them. */
const lastHour = (tx: Tx) => sql`
  select cases.id, cases.clinic_id, cases.subject_code
  from filing_sketches made
  join cases on cases.region_id = made.region_id and cases.id = made.case_id
  where made.region_id = ${regionId(tx)} and made.made_on >= ${dayOf(hourAgo(tx))}::date
    and cases.opened_at > ${hourAgo(tx)} and cases.state not in ('draft', 'lapsed')`;

/** Clinics and topics that at least so many filings of the last hour are about. */
export async function busyNow(tx: Tx, least: number): Promise<About[]> {
  const { rows } = await sql<{ clinic_id: string | null; subject_code: string | null }>`
    select clinic_id, subject_code from (${lastHour(tx)}) filed
    group by grouping sets ((clinic_id), (subject_code)) having count(*) >= ${least}`.execute(
    tx.db,
  );
  return rows.map(({ clinic_id, subject_code }) =>
    clinic_id === null ? { topic: subject_code! } : { clinicId: clinic_id },
  );
}

const aboutIs = (about: About, alias: string) =>
  'clinicId' in about
    ? sql`${sql.ref(`${alias}.clinic_id`)} = ${about.clinicId}`
    : sql`${sql.ref(`${alias}.subject_code`)} = ${about.topic}`;

/** Filings of the last hour about one thing. */
export async function filedLastHour(tx: Tx, about: About): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (${lastHour(tx)}) filed where ${aboutIs(about, 'filed')} order by id`.execute(
    tx.db,
  );
  return rows.map(({ id }) => id);
}

/**
 * How many filings about one thing each hour of eight weeks had, of the hours that had any. Those whose moment is
 * not kept count nowhere.
 */
export async function hoursBefore(tx: Tx, about: About): Promise<number[]> {
  const from = new Date(hourAgo(tx).getTime() - WEEKS * 7 * 24 * HOUR_MS);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from cases
    where cases.region_id = ${regionId(tx)} and ${aboutIs(about, 'cases')}
      and cases.opened_at >= ${from} and cases.opened_at <= ${hourAgo(tx)} and not cases.by_receipt
      and cases.state not in ('draft', 'lapsed')
    group by date_trunc('hour', cases.opened_at)`.execute(tx.db);
  return rows.map(({ n }) => n);
}
