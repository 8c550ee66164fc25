import type { Json } from './json.ts';
import { textOf } from './json.ts';
import { readUnit } from './units.ts';

const UCUM = 'http://unitsofmeasure.org';
/** Conversions are products of decimals; what they lose must not decide at a limit. */
const ROUNDING = 1e-12;

/**
 * Compares two quantities, converted to a common unit where both are known (UCUM, also when no system is
 * named). The same code or the same unit text needs no conversion.
 * @returns below 0, 0, above 0; undefined when the units do not fit each other or a number is missing
 */
export function compareQuantities(a: Json, b: Json): number | undefined {
  const left = a['value'];
  const right = b['value'];
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if ((a['system'] ?? UCUM) !== (b['system'] ?? UCUM)) return undefined;
  if (named(a['code'], b['code']) || named(a['unit'], b['unit'])) return left - right;
  const from = textOf(a['code'] ?? a['unit']);
  const to = textOf(b['code'] ?? b['unit']);
  if (from === to) return left - right;
  if ((a['system'] ?? UCUM) !== UCUM || from === undefined || to === undefined) return undefined;
  const unitA = readUnit(from);
  const unitB = readUnit(to);
  if (!unitA || !unitB || unitA.dimensions !== unitB.dimensions) return undefined;
  const x = left * unitA.factor;
  const y = right * unitB.factor;
  return Math.abs(x - y) <= ROUNDING * Math.max(Math.abs(x), Math.abs(y)) ? 0 : x - y;
}

function named(a: unknown, b: unknown): boolean {
  return textOf(a) !== undefined && a === b;
}
