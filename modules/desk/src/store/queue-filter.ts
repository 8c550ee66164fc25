import { sql, type Expression, type SqlBool } from 'kysely';
import { regionId, type CaseFilter } from '@otklik/cases';
import { casesWithWords } from '@otklik/complaints';
import { AppError, isAppError, type Tx } from '@otklik/kernel';
import { calendarOf, clinicByCode, zoneOfRegion } from '@otklik/registry';
import { deadline, WorkingTimeError } from '@otklik/working-time';
import type { QueueFilters } from '../model/filters.ts';
import { heldFilter } from './assignments.ts';
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

async function withWords(tx: Tx, words: string): Promise<CaseFilter> {
  if (/^\d[\d-]{0,13}$/.test(words)) return (eb) => eb('cases.number', 'like', `${words}%`);
  const inText = await casesWithWords(tx, words);
  const like = pattern(words);
  return (eb) =>
    eb.or([
      eb('cases.subject_ru', 'ilike', like),
      eb('cases.subject_en', 'ilike', like),
      sql<boolean>`cases.clinic_id in (
        select id from clinics
        where region_id = ${regionId(tx)} and search_form(name_ru) like search_form(${like}))`,
      inText(eb),
    ]);
}

/** All filters of a queue as one condition; undefined when nothing is narrowed. */
export async function filterFor(
  tx: Tx,
  side: Side,
  personId: string,
  { held, holder, state, topic, clinic, district, due, q }: QueueFilters,
): Promise<CaseFilter | undefined> {
  const all: CaseFilter[] = [];
  if (held !== 'all') all.push(heldFilter(tx, side, held, personId));
  if (holder) all.push(heldFilter(tx, side, 'mine', holder));
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
