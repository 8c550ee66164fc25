/** How many first answers came on each working day, and how many cases have waited so long without one. */
export interface ReplyCounts {
  /** Working days → answers. */
  readonly answered: ReadonlyMap<number, number>;
  /** Working days waited so far → cases without an answer. */
  readonly waiting: ReadonlyMap<number, number>;
}

export interface CurvePoint {
  readonly days: number;
  /** The share of cases answered within so many working days. */
  readonly answered_share: number;
}

/**
 * The share answered within n working days, by Kaplan and Meier (1958): a case that still waits counts
 * among those not answered for as long as it has waited, and is neither left out nor taken for answered.
 * An answer and a case waiting the same day: the answer came first.
 *
 * @returns a point for each day with answers, rising
 */
export function replyCurve({ answered, waiting }: ReplyCounts): CurvePoint[] {
  const days = [...new Set([...answered.keys(), ...waiting.keys()])].toSorted((a, b) => a - b);
  let at_risk = [...answered.values(), ...waiting.values()].reduce((sum, n) => sum + n, 0);
  let still = 1;
  const points: CurvePoint[] = [];
  for (const day of days) {
    const answers = answered.get(day) ?? 0;
    if (answers > 0) {
      still *= 1 - answers / at_risk;
      points.push({ days: day, answered_share: 1 - still });
    }
    at_risk -= answers + (waiting.get(day) ?? 0);
  }
  return points;
}

/** The first day within which such a share was answered; null when so many have not been answered yet. */
export const daysFor = (curve: readonly CurvePoint[], share: number): number | null =>
  // A sum of fractions may miss the share by its last digit.
  curve.find((point) => point.answered_share >= share - 1e-9)?.days ?? null;
