import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Calendar } from '@otklik/working-time';
import { checkVector, loadCalendar, readVectorFile } from '@otklik/working-time';
import type { VectorRunner } from './runner.ts';

const OWN_CALENDARS = resolve(import.meta.dirname, '../../../../../modules/registry/data/calendar');

/** Deadlines, elapsed time, reminders, warnings and chains: format `otklik-working-time/1`. */
export const workingTimeRunner: VectorRunner = {
  async cases(json, folder) {
    const file = readVectorFile(json);
    const calendar = file.calendar === null ? undefined : await calendarFor(file.calendar, folder);
    return file.cases.map((vector) => ({
      id: String(vector['id']),
      run() {
        const { ok, expected, got } = checkVector(file, vector, calendar);
        return ok ? { result: 'ok' } : { result: 'fail', expected, got };
      },
    }));
  },
};

/** A calendar that lies beside the vectors is theirs; otherwise the one this installation ships. */
async function calendarFor(name: string, folder: string): Promise<Calendar> {
  // The name becomes part of a path.
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`calendar ${name} is not a name`);
  const beside = join(resolve(folder), '..', 'calendar', `${name}.json`);
  const path = existsSync(beside) ? beside : join(OWN_CALENDARS, `${name}.json`);
  if (!existsSync(path)) throw new Error(`no calendar ${name}`);
  return loadCalendar(JSON.parse(await readFile(path, 'utf8')));
}
