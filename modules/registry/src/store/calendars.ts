import { AppError, type Tx } from '@otklik/kernel';
import { loadCalendar, type Calendar } from '@otklik/working-time';
import './tables.ts';

/** The production calendar of a region and the version to keep beside what is computed with it. */
export interface RegionCalendar {
  readonly calendar: Calendar;
  readonly version: string;
  /** Exactly which tables it is made of: another text when one came or was corrected. */
  readonly tables: string;
}

// Loaded calendars by the exact tables they are made of: pure data, so never stale.
const LOADED_MAX = 50;
const loaded = new Map<string, RegionCalendar>();

/**
 * All year tables that hold for the region: its own where it has one, else the country's, each in its
 * newest version.
 * @throws AppError calendar-year-missing when there is no table at all
 */
export async function calendarOf(tx: Tx, region: string): Promise<RegionCalendar> {
  const country = region.slice(0, 2);
  const heads = await tx.db
    .selectFrom('calendars')
    .select(['scope', 'year', 'version'])
    .where('scope', 'in', [country, region])
    .distinctOn(['year'])
    .orderBy('year')
    .orderBy((get) => get.fn('length', ['scope']), 'desc')
    .orderBy('version', 'desc')
    .execute();
  if (heads.length === 0) throw new AppError('calendar-year-missing', { region });
  const key = heads.map((row) => `${row.scope}/${row.year}/${row.version}`).join(' ');
  const known = loaded.get(key);
  if (known) return known;
  const tables = await tx.db
    .selectFrom('calendars')
    .selectAll()
    .where((is) =>
      is.or(
        heads.map((head) => is.and({ scope: head.scope, year: head.year, version: head.version })),
      ),
    )
    .execute();
  const version = heads.map((head) => head.version).reduce((a, b) => (a > b ? a : b));
  const calendar = loadCalendar({
    format: 'otklik-calendar/1',
    country,
    region: heads.some((head) => head.scope === region) ? region : null,
    version,
    years: Object.fromEntries(tables.map((table) => [table.year, table.content])),
  });
  if (loaded.size >= LOADED_MAX) loaded.clear();
  const answer = { calendar, version, tables: key };
  loaded.set(key, answer);
  return answer;
}

/** A calendar as it stood in a version, in the format `otklik-calendar/1`. */
export interface CalendarFile {
  readonly format: 'otklik-calendar/1';
  readonly country: string;
  readonly region: string | null;
  readonly version: string;
  readonly years: Readonly<Record<string, unknown>>;
}

/**
 * The year tables that held when this version was the newest: what `calendarOf` answered then.
 * @throws AppError not-found for a version that never was
 */
export async function calendarFile(tx: Tx, region: string, version: string): Promise<CalendarFile> {
  const country = region.slice(0, 2);
  const rows = await tx.db
    .selectFrom('calendars')
    .select(['scope', 'year', 'version', 'content'])
    .where('scope', 'in', [country, region])
    .where('version', '<=', version)
    .distinctOn(['year'])
    .orderBy('year')
    .orderBy((get) => get.fn('length', ['scope']), 'desc')
    .orderBy('version', 'desc')
    .execute();
  if (!rows.some((row) => row.version === version))
    throw new AppError('not-found', { kind: 'calendar' });
  return {
    format: 'otklik-calendar/1',
    country,
    region: rows.some((row) => row.scope === region) ? region : null,
    version,
    years: Object.fromEntries(rows.map((row) => [row.year, row.content])),
  };
}
