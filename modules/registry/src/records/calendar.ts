import { z } from 'zod';
import { json } from '@otklik/db';
import { AppError, type Tx } from '@otklik/kernel';
import { loadCalendar } from '@otklik/working-time';
import { date, text } from '../rows/text.ts';
import { calendarLines, calendarLists, calendarTotals, goodLines } from './calendar-text.ts';
import { regionIdOf, textOrNull } from './places.ts';
import { NOWHERE, type RecordSpec } from './spec.ts';

const lines = (dates_count: number, parts_max: number) =>
  z
    .string()
    .max(20_000)
    .refine((value) => goodLines(value, dates_count, parts_max), 'bad-lines');

const calendarValues = z.strictObject({
  year: z.int().min(2000).max(2100),
  act_title: text(500),
  act_number: text(80),
  act_date: date,
  act_source: text(500).nullable(),
  verified: z.boolean(),
  holidays: lines(1, 3),
  transfers: lines(2, 3).nullable(),
  shortened: lines(1, 2).nullable(),
  working_days: z.int().min(150).max(300),
  hours_40: z.number().min(1200).max(2400),
});
type Typed = z.output<typeof calendarValues>;

const idOf = (scope: string, year: number): string => `${scope}/${year}`;

/**
 * The year's table of the region, whole: it goes before the country's. A stored version is never
 * rewritten, since deadlines name it; saving adds a version.
 */
export const calendar: RecordSpec = {
  kind: 'calendar',
  closes: false,
  creates: true,
  schema: calendarValues,
  fields: [
    { name: 'year', type: 'number', required: true, fixed: true, wide: true },
    { name: 'act_title', type: 'text', required: true, wide: true },
    { name: 'act_number', type: 'text', required: true, wide: true },
    { name: 'act_date', type: 'date', required: true, wide: true },
    { name: 'act_source', type: 'text', required: false, wide: true },
    { name: 'verified', type: 'yes-no', required: true, wide: true },
    { name: 'holidays', type: 'long', required: true, wide: true },
    { name: 'transfers', type: 'long', required: false, wide: true },
    { name: 'shortened', type: 'long', required: false, wide: true },
    { name: 'working_days', type: 'number', required: true, wide: true },
    { name: 'hours_40', type: 'number', required: true, wide: true },
  ],
  async load(tx, ids) {
    const region = regionIdOf(tx);
    const rows = (await newest(tx)).filter((row) => ids.includes(idOf(row.scope, row.year)));
    return rows.map((row) => {
      const act = row.act as { title?: string; number: string; date: string; sources?: string[] };
      const totals = row.content['totals'] as { working_days: number; hours_40: number };
      return {
        id: idOf(row.scope, row.year),
        places: row.scope === region ? [] : [NOWHERE],
        ...(row.scope === region ? {} : { readonly: true as const }),
        values: {
          year: row.year,
          act_title: act.title ?? act.number,
          act_number: act.number,
          act_date: act.date,
          act_source: textOrNull(act.sources?.[0]),
          verified: row.verified,
          ...calendarLines(row.content),
          working_days: totals.working_days,
          hours_40: totals.hours_40,
        },
      };
    });
  },
  async write(tx, id, values) {
    const typed = values as Typed;
    const scope = regionIdOf(tx);
    const known = (await newest(tx)).some((row) => row.scope === scope && row.year === typed.year);
    if (id === null && known) throw new AppError('already-exists', { field: 'year' });
    const content = contentOf(typed);
    await tx.db
      .insertInto('calendars')
      .values({
        scope,
        year: typed.year,
        // After every earlier one in the order of text, which is how the newest is found.
        version: tx.now.toISOString(),
        content: json(content),
        act: json(content.act),
        verified: typed.verified,
      })
      .execute();
    return idOf(scope, typed.year);
  },
  async list(tx) {
    return (await newest(tx)).map((row) => ({
      id: idOf(row.scope, row.year),
      code: String(row.year),
      titleRu: `${row.year}`,
      titleEn: `${row.year}`,
      besideRu: `${row.scope}, ${row.version}`,
      besideEn: `${row.scope}, ${row.version}`,
      validFrom: null,
      validTo: null,
      place: idOf(row.scope, row.year),
    }));
  },
};

const newest = (tx: Tx) => {
  const region = regionIdOf(tx);
  return tx.db
    .selectFrom('calendars')
    .selectAll()
    .where('scope', 'in', [region, region.slice(0, 2)])
    .distinctOn(['year', 'scope'])
    .orderBy('year', 'desc')
    .orderBy('scope')
    .orderBy('version', 'desc')
    .execute();
};

/** The year as the working-time library reads it. @throws AppError invalid-input, naming each fault */
function contentOf(typed: Typed) {
  const lists = calendarLists({
    holidays: typed.holidays,
    transfers: typed.transfers ?? '',
    shortened: typed.shortened ?? '',
  });
  const totals = calendarTotals(typed.year, lists);
  for (const name of ['working_days', 'hours_40'] as const)
    if (totals[name] !== typed[name])
      throw new AppError('invalid-input', {
        issues: [{ path: name, code: 'custom', message: 'does-not-add-up' }],
        counted: totals[name],
      });
  const act = {
    title: typed.act_title,
    number: typed.act_number,
    date: typed.act_date,
    verified: typed.verified,
    sources: typed.act_source ? [typed.act_source] : [],
  };
  const content = { act, verified: typed.verified, ...lists, totals };
  try {
    loadCalendar({
      format: 'otklik-calendar/1',
      country: 'RU',
      region: null,
      version: 'typed',
      years: { [typed.year]: content },
    });
  } catch (error) {
    const data = error instanceof Error && 'data' in error ? (error.data as object) : {};
    throw new AppError(
      'invalid-input',
      {
        issues: [{ path: 'holidays', code: 'custom', message: 'calendar-invalid' }],
        faults: 'reason' in data ? String(data.reason).slice(0, 1000) : '',
      },
      { cause: error },
    );
  }
  return content;
}
