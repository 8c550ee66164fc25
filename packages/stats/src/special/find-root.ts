/** Value and slope of an increasing function. */
export type Sloped = (t: number) => readonly [value: number, slope: number];

const STEPS = 300;

/**
 * Root of an increasing function inside a bracket: Newton's step while it stays inside, halving otherwise.
 * Values that are not finite are allowed away from the root.
 * @returns the root, or the end of the bracket beyond which it lies
 */
export function findRoot(f: Sloped, low: number, high: number, start: number): number {
  let [left, right] = [low, high];
  let t = Math.min(Math.max(start, low), high);
  for (let step = 0; step < STEPS; step += 1) {
    const [value, slope] = f(t);
    if (value === 0) return t;
    if (value > 0) right = t;
    else left = t;
    const newton = t - value / slope;
    const next = newton > left && newton < right ? newton : (left + right) / 2;
    if (Math.abs(next - t) <= 1e-15 * Math.max(1, Math.abs(t))) return next;
    t = next;
  }
  return t;
}
