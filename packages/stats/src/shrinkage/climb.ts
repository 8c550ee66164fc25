import { StatsError } from '../errors.ts';

/** Value, gradient and second derivatives of a function of two variables. */
export interface Surface {
  readonly value: number;
  readonly gradient: readonly [number, number];
  /** ∂²/∂u², ∂²/∂u∂v, ∂²/∂v². */
  readonly curvature: readonly [number, number, number];
}

const STEPS = 500;
const FARTHEST = 40;

/**
 * Top of a smooth function of two variables: Newton's steps, shortened (Levenberg) until each one climbs.
 * @returns the place of the top, or null when the function rises without end in some direction
 * @throws StatsError `no-convergence`.
 */
export function climb(
  f: (u: number, v: number) => Surface,
  start: readonly [number, number],
): readonly [u: number, v: number] | null {
  let [u, v] = start;
  let here = f(u, v);
  let damping = 1e-3;
  for (let step = 0; step < STEPS; step += 1) {
    const [gu, gv] = here.gradient;
    if (Math.hypot(gu, gv) < 1e-9 * Math.max(1, Math.abs(here.value))) return [u, v];
    const [uu, uv, vv] = here.curvature;
    const a = Math.abs(uu) * damping + damping * 1e-6 - uu;
    const c = Math.abs(vv) * damping + damping * 1e-6 - vv;
    const determinant = a * c - uv * uv;
    const du = (c * gu + uv * gv) / determinant;
    const dv = (a * gv + uv * gu) / determinant;
    const uphill = a > 0 && determinant > 0;
    if (uphill && Math.hypot(du, dv) < 1e-11) return [u, v];
    const there = uphill && Math.hypot(du, dv) < 10 ? f(u + du, v + dv) : undefined;
    if (there && there.value >= here.value) {
      [u, v, here] = [u + du, v + dv, there];
      damping = Math.max(damping / 10, 1e-12);
      if (Math.abs(u) > FARTHEST || Math.abs(v) > FARTHEST) return null;
    } else {
      damping = Math.max(damping * 10, 1e-9);
      if (damping > 1e20) return [u, v];
    }
  }
  throw new StatsError('no-convergence', 'the likelihood has no top that can be reached');
}
