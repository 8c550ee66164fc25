/** Points and weights of a rule on (0, 1). */
export interface Rule {
  readonly points: readonly number[];
  readonly weights: readonly number[];
}

const kept = new Map<number, Rule>();

/** Gauss-Legendre rule on (0, 1): the roots of Legendre's polynomial by Newton from Tricomi's estimate. */
export function gaussLegendre(count: number): Rule {
  const known = kept.get(count);
  if (known) return known;
  const points: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < count; i += 1) {
    let x = Math.cos((Math.PI * (count - i - 0.25)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step += 1) {
      let [before, here] = [1, x];
      for (let n = 2; n <= count; n += 1)
        [before, here] = [here, ((2 * n - 1) * x * here - (n - 1) * before) / n];
      slope = (count * (x * here - before)) / (x * x - 1);
      const shift = here / slope;
      x -= shift;
      if (Math.abs(shift) < 1e-16) break;
    }
    points.push((1 + x) / 2);
    weights.push(1 / ((1 - x * x) * slope * slope));
  }
  const rule = { points, weights };
  kept.set(count, rule);
  return rule;
}
