import { compareDates, compareTimes } from './dates.ts';
import type { Json } from './json.ts';
import { isObject } from './json.ts';
import type { Value } from './values.ts';
import { isText } from './values.ts';

const NUMBERS = new Set(['Integer', 'Decimal']);
const DATES = new Set(['Date', 'DateTime']);
const TEXTS = new Set(['String', 'Uri']);

/**
 * Whether two values are equal (rule E2). Codings by system and code alone, numbers as numbers, dates on the
 * common precision, texts exactly. Values that cannot be compared are not equal.
 */
export function equalValues(a: Value, b: Value): boolean {
  if (a.type === 'Boolean' && b.type === 'Boolean') return a.value === b.value;
  if (a.type === 'Coding' && b.type === 'Coding') return sameCode(a.value, b.value);
  if (a.type === 'Reference' && b.type === 'Reference') return sameReference(a.value, b.value);
  if (TEXTS.has(a.type) && TEXTS.has(b.type)) return a.value === b.value;
  return orderOf(a, b) === 0;
}

/**
 * Order of two values that have one: numbers, dates, times, quantities of the same unit.
 * @returns below 0, 0, above 0; undefined when they cannot be compared
 */
export function orderOf(a: Value, b: Value): number | undefined {
  if (NUMBERS.has(a.type) && NUMBERS.has(b.type)) return difference(a.value, b.value);
  if (isText(a) && isText(b)) {
    if (DATES.has(a.type) && DATES.has(b.type)) return compareDates(a.value, b.value);
    if (a.type === 'Time' && b.type === 'Time') return compareTimes(a.value, b.value);
  }
  if (a.type === 'Quantity' && b.type === 'Quantity') return orderOfQuantities(a.value, b.value);
  return undefined;
}

function difference(a: unknown, b: unknown): number | undefined {
  return typeof a === 'number' && typeof b === 'number' ? a - b : undefined;
}

function orderOfQuantities(a: unknown, b: unknown): number | undefined {
  if (!isObject(a) || !isObject(b)) return undefined;
  // "Less than 5" has no place in an order.
  if (a['comparator'] !== undefined || b['comparator'] !== undefined) return undefined;
  return sameUnit(a, b) ? difference(a['value'], b['value']) : undefined;
}

function sameUnit(a: Json, b: Json): boolean {
  if (a['code'] !== undefined || b['code'] !== undefined) {
    return a['code'] === b['code'] && a['system'] === b['system'];
  }
  return a['unit'] === b['unit'];
}

/** A missing system equals only a missing one; display and version do not count. */
function sameCode(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b) || a['code'] === undefined) return false;
  return a['code'] === b['code'] && a['system'] === b['system'];
}

function sameReference(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b) || a['reference'] === undefined) return false;
  return a['reference'] === b['reference'];
}
