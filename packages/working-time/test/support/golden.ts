import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Calendar, Schedule, VectorFile } from '../../src/index.ts';
import { loadCalendar, readVectorFile } from '../../src/index.ts';

const FOLDER = join(import.meta.dirname, '../vectors');

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, path), 'utf8'));
}

/** The calendar file as parsed JSON, a fresh copy each time. */
export const calendarJson = (): unknown => readJson('../calendar/ru.json');

export const russia: Calendar = loadCalendar(calendarJson());

/** Every golden file with its name. */
export function goldenFiles(): [name: string, file: VectorFile][] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((name) => [name, readVectorFile(readJson(name))]);
}

const DAY = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
] as const;

/** A Russian office: five days of eight hours with a lunch. */
export const OFFICE: Schedule = {
  calendar: 'full',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY },
};

const ALL_DAY = [['00:00', '24:00']] as const;

/** A round-the-clock desk. */
export const ALWAYS: Schedule = {
  calendar: 'none',
  week: {
    mon: ALL_DAY,
    tue: ALL_DAY,
    wed: ALL_DAY,
    thu: ALL_DAY,
    fri: ALL_DAY,
    sat: ALL_DAY,
    sun: ALL_DAY,
  },
};
