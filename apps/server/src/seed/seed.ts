import { holdsCases, readPast, type SimulatedPast } from '@otklik/cases';
import { regionScope } from '@otklik/kernel';
import type { Installation } from '../assemble.ts';
import { writePast, type Wanted } from './write.ts';

export const DEMO_CASES = 3000;
export const PAST_DAYS = 120;
const DEFAULT_SEED = 2026;

export interface SeedOptions {
  /** Another seed gives another past; 2026 unless told. */
  readonly seed?: number | undefined;
  /** How many cases, about; 3,000 unless told. */
  readonly cases_count?: number;
  readonly days_count?: number;
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
  scale: 'demo',
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
  return writePast(installation, wanted, out, options.onBatch ?? (() => undefined));
}

/** A past that was begun keeps its seed, size and end; a fresh one ends now. */
const wantedOf = (
  scale: string,
  past: SimulatedPast | undefined,
  { seed = DEFAULT_SEED, cases_count = DEMO_CASES, days_count = PAST_DAYS }: SeedOptions,
  now: Date,
): Wanted => ({
  scale,
  seed: past?.seed ?? seed,
  until: past?.until ?? now,
  cases_count: past?.cases_count ?? cases_count,
  days_count: past?.days_count ?? days_count,
  done_count: past?.done_count ?? null,
});
