import { livedDemo, seedAccess } from '@otklik/access';
import { holdsCases, readPast, type SimulatedPast } from '@otklik/cases';
import { regionScope, systemScope } from '@otklik/kernel';
import type { Installation } from '../assemble.ts';
import { seedAttachment } from './attachment.ts';
import { importOfficialWaits } from './official-waits.ts';
import { seedSurveyPast } from './survey-past.ts';
import { openDemoPoints } from './survey-modes.ts';
import { seedReferrals } from './referrals.ts';
import { inviteDemo } from './surveys.ts';
import { writePast, type Wanted } from './write.ts';

/** How large a past is and how far it reaches back. `city`: what a city of ten million gathers in years. */
export const SCALES = {
  demo: { cases_count: 3000, days_count: 120 },
  // The rhythm of days gives about as many as asked for: a few more are asked, for a full million.
  city: { cases_count: 1_001_000, days_count: 1000 },
} as const;
export type Scale = keyof typeof SCALES;
const DEFAULT_SEED = 2026;
/** Answers to surveys of a demonstration, about. */
const DEMO_ANSWERS = 3000;

export interface SeedOptions {
  /** Another seed gives another past; 2026 unless told. */
  readonly seed?: number | undefined;
  /** How many cases, about; the scale's own number unless told. */
  readonly cases_count?: number | undefined;
  readonly days_count?: number | undefined;
  /** Every change of the demonstration's waits is lived through the door: a minute or two more. */
  readonly areWaitsLived?: boolean;
  /** After each batch, in whose transaction it was written. */
  readonly onBatch?: (done_count: number) => void;
}

/**
 * Fills a database that holds no case yet with a believable past that ends now, and goes on with one
 * that was cut off half-way. Same seed and same day: the same cases.
 *
 * @returns how many cases were written now; 0 when the database is left alone
 * @throws AppError forbidden outside demo mode; changed-meanwhile when another process seeds too
 */
export async function seedIfEmpty(
  installation: Installation,
  scale: Scale,
  out: (line: string) => void,
  options: SeedOptions = {},
): Promise<number> {
  const { app, settings } = installation;
  const begun = await app.store.withScope(
    regionScope(settings.region),
    async (tx) => ({ past: await readPast(tx), holds: await holdsCases(tx) }),
    { readonly: true },
  );
  if (begun.past?.finished_at || (!begun.past && begun.holds)) return 0;
  const wanted = wantedOf(scale, begun.past, options, app.clock.now());
  const written = await writePast(installation, wanted, out, options.onBatch ?? (() => undefined));
  if (scale === 'demo' && written > 0) {
    await seedSurveyPast(installation, { ...wanted, answers_count: DEMO_ANSWERS });
    await inviteDemo(installation);
    await openDemoPoints(installation);
    const simulation = systemScope(settings.region, 'simulation');
    const at = { now: app.clock.now() };
    if (options.areWaitsLived)
      await livedDemo((work) => app.store.withScope(simulation, work, at), out);
    else await app.store.withScope(simulation, seedAccess, at);
    await seedReferrals(installation);
    await seedAttachment(installation);
    await importOfficialWaits(installation);
    await installation.database.sealAudit();
  }
  return written;
}

/** A past that was begun keeps its seed, size and end; a fresh one ends now. */
const wantedOf = (
  scale: Scale,
  past: SimulatedPast | undefined,
  {
    seed = DEFAULT_SEED,
    cases_count = SCALES[scale].cases_count,
    days_count = SCALES[scale].days_count,
  }: SeedOptions,
  now: Date,
): Wanted => ({
  scale: past?.scale ?? scale,
  seed: past?.seed ?? seed,
  until: past?.until ?? now,
  cases_count: past?.cases_count ?? cases_count,
  days_count: past?.days_count ?? days_count,
  done_count: past?.done_count ?? null,
  first_number: past?.first_number ?? null,
});
