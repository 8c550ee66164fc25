import type { AuditAges, Database } from '@otklik/db';
import type { QueueFacts, QueueWatch } from '@otklik/jobs';
import { isAppError, systemScope, type Actor, type App } from '@otklik/kernel';
import { calendarOf, enabledRegions } from '@otklik/registry';
import type { Faces } from '../modules.ts';
import type { Settings } from '../settings.ts';
import { diskUnder, type DiskFacts } from './disk.ts';

/** One region's ages, in seconds; 0 where nothing waits. No personal data: counts and ages only. */
export interface RegionFacts {
  readonly region: string;
  readonly lettersUnsent: number;
  readonly oldestLetter_s: number;
  /** Cases before a moderator: nobody's yet. */
  readonly casesUnmoderated: number;
  readonly oldestUnmoderated_s: number;
  /** How far the most late of them is past its clock. */
  readonly unmoderatedLate_s: number;
  /** How far the most late report of danger is past the duty's clock. */
  readonly dangerLate_s: number;
  /** The year that has no production calendar though its turn is near; null when all is well. */
  readonly calendarMissing: number | null;
  /** Sealed answers and marks of surveys that do not open. */
  readonly answersSetAside: number;
}

export interface Measured {
  readonly queue: QueueFacts;
  readonly audit: AuditAges;
  readonly disk: DiskFacts;
  readonly regions: readonly RegionFacts[];
}

export interface Measurable {
  readonly app: App;
  readonly faces: Pick<Faces, 'cases' | 'notices' | 'surveyAnswers'>;
  readonly database: Database;
  readonly queue: QueueWatch;
  readonly settings: Pick<Settings, 'dataDir'>;
}

// The calendar of a year is published by the end of September; deadlines reach into it from November on.
const CALENDAR_NEEDED_FROM_MONTH = 10;

const ageOf = (at: Date | null, now: Date): number =>
  at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : 0;

async function calendarMissing({ app }: Measurable, region: string): Promise<number | null> {
  const now = app.clock.now();
  const year = now.getUTCFullYear() + (now.getUTCMonth() >= CALENDAR_NEEDED_FROM_MONTH ? 1 : 0);
  try {
    const { calendar } = await app.store.withScope(
      systemScope(region, 'health'),
      (tx) => calendarOf(tx, region),
      { readonly: true },
    );
    return calendar.years.has(year) ? null : year;
  } catch (error) {
    // A region without a single table.
    if (isAppError(error) && error.code === 'calendar-year-missing') return year;
    throw error;
  }
}

async function measureRegion(it: Measurable, region: string): Promise<RegionFacts> {
  const { app, faces } = it;
  const now = app.clock.now();
  const health: Actor = { kind: 'system', region, name: 'health' };
  const letters = await faces.notices.measureLetters(health, {});
  const cases = await faces.cases.measureWaiting(health, {});
  const boxes = await faces.surveyAnswers.countSetAside(health, {});
  return {
    region,
    lettersUnsent: letters.unsent,
    oldestLetter_s: ageOf(letters.oldestSince, now),
    casesUnmoderated: cases.unmoderated,
    oldestUnmoderated_s: ageOf(cases.oldestSince, now),
    unmoderatedLate_s: ageOf(cases.earliestDueAt, now),
    dangerLate_s: ageOf(cases.earliestDangerDueAt, now),
    calendarMissing: await calendarMissing(it, region),
    answersSetAside: boxes.now.reduce((sum, { n }) => sum + n, 0),
  };
}

/** Looks at everything that is watched. One small question after another: it must not crowd out people. */
export async function measure(it: Measurable): Promise<Measured> {
  const { app, database, queue, settings } = it;
  const regions: RegionFacts[] = [];
  for (const region of await enabledRegions(app)) regions.push(await measureRegion(it, region));
  return {
    queue: await queue.measure(),
    audit: await database.auditAges(app.clock.now()),
    disk: await diskUnder(settings.dataDir),
    regions,
  };
}
