import type { MaybeDays } from '../days.ts';
import { share } from '../days.ts';

export type LightColour = 'green' | 'yellow' | 'red' | 'grey';

export interface LightQuestion {
  /** First place at each sample (10:00 of the last 20 working days), in days. */
  readonly samples: readonly MaybeDays[];
  /** Comfort range, both ends included. */
  readonly comfortDays: readonly [low: number, high: number];
  /** Defaults 0.8, 0.2, 0.5: our assumption, a setting. */
  readonly greenFrom?: number;
  readonly redTo?: number;
  readonly minCoverage?: number;
}

export interface Light {
  /** Samples that are not unknown; a censored one is known. */
  readonly known: number;
  readonly inComfort: number;
  readonly share: number | null;
  readonly coverage: number | null;
  readonly light: LightColour;
}

/** The light of the map: never shown without its word. */
export function lightOf({
  samples,
  comfortDays: [low, high],
  greenFrom = 0.8,
  redTo = 0.2,
  minCoverage = 0.5,
}: LightQuestion): Light {
  const known = samples.filter((value) => value !== 'unknown');
  const inComfort = known.filter(
    (value) => typeof value === 'number' && value >= low && value <= high,
  ).length;
  const part = share(inComfort, known.length);
  const coverage = share(known.length, samples.length);
  return {
    known: known.length,
    inComfort,
    share: part,
    coverage,
    light: colourOf(part, coverage, { greenFrom, redTo, minCoverage }),
  };
}

function colourOf(
  part: number | null,
  coverage: number | null,
  { greenFrom, redTo, minCoverage }: Record<'greenFrom' | 'redTo' | 'minCoverage', number>,
): LightColour {
  if (part === null || coverage === null || coverage < minCoverage) return 'grey';
  if (part >= greenFrom) return 'green';
  return part <= redTo ? 'red' : 'yellow';
}
