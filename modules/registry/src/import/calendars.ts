import type { Tx } from '@otklik/kernel';
import { loadCalendar } from '@otklik/working-time';
import { calendarYear } from '../rows/national.ts';
import { readRows } from '../rows/read.ts';
import { putRows } from '../store/put-rows.ts';
import { reportOf, sameFacts, type ImportReport } from './report.ts';

/**
 * Year tables of one calendar file, each checked as the working-time library demands (totals too).
 * A stored version never changes, since deadlines name it: a correction is a new version.
 */
export async function importCalendars(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('calendars', payload, calendarYear, (row) => String(row['key']));
  const { format, country, region, version } = file.file;
  const scope = String(region ?? country);
  const known = await tx.db.selectFrom('calendars').selectAll().execute();
  const rows = file.rows.flatMap(({ row, reject }) => {
    const { key, ...content } = row;
    const year = String(key);
    const fault = faultOf({ format, country, region, version, years: { [year]: content } });
    if (fault) return (reject('', fault), []);
    const stored = known.find(
      (table) => table.scope === scope && table.year === Number(year) && table.version === version,
    );
    if (stored && !sameFacts(stored.content, content)) return (reject('', 'version-reused'), []);
    return [
      {
        scope,
        year: Number(year),
        version: String(version),
        content,
        act: row.act,
        verified: row.verified,
      },
    ];
  });
  return reportOf(file, await putRows(tx, 'calendars', ['scope', 'year', 'version'], rows));
}

function faultOf(calendar: unknown): string | null {
  try {
    loadCalendar(calendar);
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string')
      return error.code;
    throw error;
  }
}
