/**
 * x log(x/m) + m − x without cancellation when x and m are close: the exponent of Poisson, gamma, binomial
 * and beta densities. x ≥ 0, m > 0.
 * Source: the expansion of log((1+v)/(1−v)) with v = (x − m)/(x + m).
 */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  // Turned round, so that NaN comes out as NaN and does not go round for ever.
  const near = Math.abs(difference) < 0.1 * (x + m);
  if (!near) return x * (Math.log(x) - Math.log(m)) - difference;
  const v = difference / (x + m);
  const square = v * v;
  let total = difference * v;
  let power = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    power *= square;
    const next = total + power / odd;
    if (next === total) return next;
    total = next;
  }
}
