// The units of UCUM that forms about people and places use, worked out from the definitions of the SI.
// Whatever is not here can only be compared with the same code.

/** Exponents of metre, gram, second, mole, kelvin; and the factor to them. */
interface Unit {
  readonly factor: number;
  readonly dimensions: string;
}

const PREFIXES: Readonly<Record<string, number>> = {
  T: 1e12,
  G: 1e9,
  M: 1e6,
  k: 1e3,
  h: 1e2,
  da: 1e1,
  d: 1e-1,
  c: 1e-2,
  m: 1e-3,
  u: 1e-6,
  n: 1e-9,
  p: 1e-12,
};

type Powers = readonly [m: number, g: number, s: number, mol: number, kelvin: number];
const METRIC: Readonly<Record<string, readonly [number, Powers]>> = {
  m: [1, [1, 0, 0, 0, 0]],
  g: [1, [0, 1, 0, 0, 0]],
  s: [1, [0, 0, 1, 0, 0]],
  mol: [1, [0, 0, 0, 1, 0]],
  K: [1, [0, 0, 0, 0, 1]],
  L: [1e-3, [3, 0, 0, 0, 0]],
  l: [1e-3, [3, 0, 0, 0, 0]],
  Hz: [1, [0, 0, -1, 0, 0]],
  N: [1e3, [1, 1, -2, 0, 0]],
  Pa: [1e3, [-1, 1, -2, 0, 0]],
  J: [1e3, [2, 1, -2, 0, 0]],
  W: [1e3, [2, 1, -3, 0, 0]],
  bar: [1e8, [-1, 1, -2, 0, 0]],
  cal: [4184, [2, 1, -2, 0, 0]],
  'm[Hg]': [133_322_387.415, [-1, 1, -2, 0, 0]],
};
const DAY_S = 86_400;
const YEAR_S = 365.25 * DAY_S;
const INCH_M = 0.0254;
const POUND_G = 453.592_37;
const OTHERS: Readonly<Record<string, readonly [number, Powers]>> = {
  '1': [1, [0, 0, 0, 0, 0]],
  '%': [0.01, [0, 0, 0, 0, 0]],
  '[ppth]': [1e-3, [0, 0, 0, 0, 0]],
  '[ppm]': [1e-6, [0, 0, 0, 0, 0]],
  min: [60, [0, 0, 1, 0, 0]],
  h: [3600, [0, 0, 1, 0, 0]],
  d: [DAY_S, [0, 0, 1, 0, 0]],
  wk: [7 * DAY_S, [0, 0, 1, 0, 0]],
  mo: [YEAR_S / 12, [0, 0, 1, 0, 0]],
  a: [YEAR_S, [0, 0, 1, 0, 0]],
  t: [1e6, [0, 1, 0, 0, 0]],
  '[in_i]': [INCH_M, [1, 0, 0, 0, 0]],
  '[ft_i]': [12 * INCH_M, [1, 0, 0, 0, 0]],
  '[yd_i]': [36 * INCH_M, [1, 0, 0, 0, 0]],
  '[mi_i]': [63_360 * INCH_M, [1, 0, 0, 0, 0]],
  '[nmi_i]': [1852, [1, 0, 0, 0, 0]],
  '[lb_av]': [POUND_G, [0, 1, 0, 0, 0]],
  '[oz_av]': [POUND_G / 16, [0, 1, 0, 0, 0]],
  '[stone_av]': [14 * POUND_G, [0, 1, 0, 0, 0]],
  '[gr]': [POUND_G / 7000, [0, 1, 0, 0, 0]],
};

/**
 * Reads a UCUM code such as `km`, `mg/dL`, `kg/m2`, `mm[Hg]`, `/min`.
 * @returns factor to metre, gram, second, mole, kelvin, and their exponents as text; undefined when unknown.
 * Celsius and Fahrenheit are unknown here: they have no factor.
 */
export function readUnit(code: string): Unit | undefined {
  let factor = 1;
  const powers = [0, 0, 0, 0, 0];
  let sign = 1;
  for (const part of code.split(/(?<!\[[^\]]*)([./])/)) {
    if (part === '.') continue;
    if (part === '/') {
      sign = -1;
      continue;
    }
    const term = readTerm(part.replace(/\{[^{}]*\}/g, ''));
    if (!term) return undefined;
    factor *= term.factor ** sign;
    term.powers.forEach((power, at) => (powers[at] = (powers[at] ?? 0) + sign * power));
    sign = 1;
  }
  return { factor, dimensions: powers.join() };
}

function readTerm(term: string): { factor: number; powers: readonly number[] } | undefined {
  if (term === '') return { factor: 1, powers: [] };
  const match = /^(.*?[^\d+-]|\d+)([+-]?\d)?$/.exec(term);
  if (!match) return undefined;
  const atom = readAtom(match[1] ?? '');
  if (!atom) return undefined;
  const exponent = Number(match[2] ?? 1);
  return { factor: atom[0] ** exponent, powers: atom[1].map((power) => power * exponent) };
}

function readAtom(symbol: string): readonly [number, Powers] | undefined {
  if (Object.hasOwn(OTHERS, symbol)) return OTHERS[symbol];
  if (Object.hasOwn(METRIC, symbol)) return METRIC[symbol];
  for (const [prefix, times] of Object.entries(PREFIXES)) {
    const rest = symbol.startsWith(prefix) ? symbol.slice(prefix.length) : '';
    const atom = Object.hasOwn(METRIC, rest) ? METRIC[rest] : undefined;
    if (atom) return [atom[0] * times, atom[1]];
  }
  return undefined;
}
