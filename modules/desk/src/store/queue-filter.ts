import { sql, type Expression, type SqlBool } from 'kysely';
import { casesOfCampaign } from '@otklik/campaigns';
import { regionId, type CaseFilter } from '@otklik/cases';
import { casesWithWords, currentTopics } from '@otklik/complaints';
import { AppError, isAppError, type Tx } from '@otklik/kernel';
import { calendarOf, clinicByCode, zoneOfRegion } from '@otklik/registry';
import { deadline, WorkingTimeError } from '@otklik/working-time';
import type { QueueFilters } from '../model/filters.ts';
import { casesHeldBy, freeFilter, holdersGone } from './assignments.ts';
import { delayedCases } from './delayed-steps.ts';
import type { Side } from './tables.ts';

const NOTHING: CaseFilter = () => sql<boolean>`false`;
/** Words as a pattern: `%` and `_` mean themselves. */
const pattern = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;

/** The end of the next working day where the region is. @throws AppError calendar-year-missing */
export async function soonUntil(tx: Tx): Promise<Date> {
  const { calendar } = await calendarOf(tx, regionId(tx));
  try {
    const answer = deadline({
      zone: await zoneOfRegion(tx),
      calendar,
      start: tx.now,
      term: { amount: 1, unit: 'working-days' },
    });
    if (answer.kind === 'days' && answer.endsAtMs !== null) return new Date(answer.endsAtMs);
  } catch (error) {
    if (!(error instanceof WorkingTimeError)) throw error;
  }
  throw new AppError('calendar-year-missing', { region: regionId(tx) });
}

async function inClinic(tx: Tx, code: string): Promise<CaseFilter> {
  try {
    const { id } = await clinicByCode(tx, code);
    return (eb) => eb('cases.clinic_id', '=', id);
  } catch (error) {
    // A clinic that is there no more has no cases either.
    if (isAppError(error) && error.code === 'not-found') return NOTHING;
    throw error;
  }
}

/** Clinics whose name holds these words. */
async function clinicsNamed(tx: Tx, words: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from clinics
    where region_id = ${regionId(tx)} and search_form(name_ru) like search_form(${pattern(words)})`.execute(
    tx.db,
  );
  return rows.map((row) => row.id);
}

/** Topics whose name holds these words, in either language. */
async function topicsNamed(tx: Tx, words: string): Promise<string[]> {
  const wanted = words.toLowerCase();
  return (await currentTopics(tx))
    .filter(({ shortRu, shortEn }) => `${shortRu}\n${shortEn}`.toLowerCase().includes(wanted))
    .map(({ code }) => code);
}

/** Names are looked up once, so that what is asked of each case is whether it is one of a few. */
async function withWords(tx: Tx, words: string): Promise<CaseFilter> {
  if (/^\d[\d-]{0,13}$/.test(words)) return (eb) => eb('cases.number', 'like', `${words}%`);
  const inText = await casesWithWords(tx, words);
  const clinics = await clinicsNamed(tx, words);
  const topics = await topicsNamed(tx, words);
  return (eb) =>
    eb.or([
      ...(topics.length > 0 ? [eb('cases.subject_code', 'in', topics)] : []),
      ...(clinics.length > 0 ? [eb('cases.clinic_id', 'in', clinics)] : []),
      inText(eb),
    ]);
}

/** All filters of a queue as one condition; undefined when nothing is narrowed. */
export async function filterFor(
  tx: Tx,
  side: Side,
  personId: string,
  { held, holder, state, topic, clinic, district, due, q, campaign }: QueueFilters,
): Promise<CaseFilter | undefined> {
  const all: CaseFilter[] = [];
  const through = await delayedCases(tx);
  if (through.length > 0) all.push(() => sql<boolean>`cases.id <> all (${through}::uuid[])`);
  if (held === 'free') all.push(freeFilter(tx, side, await holdersGone(tx, side)));
  // Few are held by one person: read first, they lead to their cases.
  const holders = [...(held === 'mine' ? [personId] : []), ...(holder ? [holder] : [])];
  for (const id of holders) {
    const ids = await casesHeldBy(tx, side, id);
    all.push(() => sql<boolean>`cases.id = any (${ids}::uuid[])`);
  }
  if (campaign) {
    const ids = await casesOfCampaign(tx, campaign);
    all.push(() => sql<boolean>`cases.id = any (${ids}::uuid[])`);
  }
  if (state) all.push((eb) => eb('cases.state', '=', state));
  if (topic) all.push((eb) => eb('cases.subject_code', '=', topic));
  if (clinic) all.push(await inClinic(tx, clinic));
  if (district)
    all.push((eb) =>
      eb.or([eb('cases.district_id', '=', district), eb('cases.okrug_id', '=', district)]),
    );
  if (due === 'overdue') all.push((eb) => eb('cases.due_at', '<', tx.now));
  if (due === 'soon') {
    const until = await soonUntil(tx);
    all.push((eb) => eb.and([eb('cases.due_at', '>=', tx.now), eb('cases.due_at', '<=', until)]));
  }
  if (q) all.push(await withWords(tx, q));
  if (all.length === 0) return undefined;
  return (eb): Expression<SqlBool> => eb.and(all.map((one) => one(eb)));
}
