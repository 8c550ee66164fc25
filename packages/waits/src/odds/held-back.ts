import type { Forecast } from './calibration.ts';
import { learn, morningOdds, type Releases } from './releases.ts';

/** A sample of a morning; days of which nothing is known have none. */
export interface MorningSample {
  readonly day: number;
  /** Null: no place within the horizon. */
  readonly k1_days: number | null;
}

/** A series as it was: what it released, and what each morning showed. */
export interface HeldBackSeries extends Releases {
  readonly samples: readonly MorningSample[];
}

/** Within how many days a place is wished for. */
export const WITHIN_days = [1, 2, 3, 5, 7, 10] as const;

/**
 * Chances as they would have been told on each morning of the weeks held back, learnt from the days before alone, and
 * what came of them. A chance that was sure, because the place stood there already, is no forecast and is left out; so
 * is one whose mornings are not all known.
 *
 * @param since the first local day that is held back
 */
export function heldBackForecasts(
  { known, days, samples }: HeldBackSeries,
  since: number,
): Forecast[] {
  const learnt = learn({
    known: known.filter((day) => day < since),
    days: days.filter(({ day }) => day < since),
  });
  const seen = new Map(samples.map((sample) => [sample.day, sample.k1_days]));
  const forecasts: Forecast[] = [];
  for (const { day, k1_days } of samples) {
    if (day < since) continue;
    for (const within_days of WITHIN_days) {
      if (k1_days !== null && k1_days <= within_days) continue;
      const mornings = Array.from({ length: within_days }, (_, at) => at + 1);
      if (!mornings.every((later) => seen.has(day + later))) continue;
      forecasts.push({
        chance: morningOdds(learnt, { from: day, k1_days, within_days }),
        happened: mornings.some((later) => {
          const wait = seen.get(day + later);
          return wait !== null && wait !== undefined && later + wait <= within_days;
        }),
      });
    }
  }
  return forecasts;
}
