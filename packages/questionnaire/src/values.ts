import type { Json } from './json.ts';
import { isObject } from './json.ts';

/** A value with the name of its type, as `value[x]` and `answer[x]` hold it: `Integer`, `Coding`, `Date`… */
export interface Value {
  readonly type: string;
  readonly value: unknown;
}

/** One given answer of a response. */
export interface Answer {
  readonly value: Value;
  /** Its place in the item's list, from 0. */
  readonly index: number;
  readonly raw: Json;
}

const STRING_TYPES = new Set(['String', 'Uri', 'Date', 'DateTime', 'Time']);

/**
 * The values an element holds under names that begin with a prefix (`value`, `answer`). Null and blank text
 * are no value: FHIR knows no empty strings, and 0 and false are answers.
 */
export function valuesIn(element: Json, prefix: string): readonly Value[] {
  return Object.keys(element)
    .filter((name) => name.startsWith(prefix) && name.length > prefix.length)
    .map((name) => ({ type: name.slice(prefix.length), value: element[name] }))
    .filter(({ value }) => holdsSomething(value));
}

function holdsSomething(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (isObject(value)) return Object.keys(value).length > 0;
  return true;
}

/** The given answers of an item; answers without a value are none. */
export function answersOf(item: Json): readonly Answer[] {
  const list = item['answer'];
  if (!Array.isArray(list)) return [];
  const answers: Answer[] = [];
  list.forEach((raw: unknown, index) => {
    if (!isObject(raw)) return;
    const [value] = valuesIn(raw, 'value');
    if (value) answers.push({ value, index, raw });
  });
  return answers;
}

export function isText(value: Value): value is Value & { value: string } {
  return STRING_TYPES.has(value.type) && typeof value.value === 'string';
}

const INTEGER_LIMIT = 2 ** 31;
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/;
const OFFSET = /(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Whether the content is what FHIR's type of that name allows. */
export function isWellFormed({ type, value }: Value): boolean {
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Integer':
      return (
        Number.isInteger(value) && Number(value) >= -INTEGER_LIMIT && Number(value) < INTEGER_LIMIT
      );
    case 'Decimal':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Date':
      return typeof value === 'string' && isDate(value);
    case 'DateTime':
      return typeof value === 'string' && isDateTime(value);
    case 'Time':
      return typeof value === 'string' && TIME.test(value);
    case 'String':
    case 'Uri':
      return typeof value === 'string';
    default:
      return isObject(value);
  }
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return true;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isDateTime(text: string): boolean {
  const [date = '', time] = text.split('T');
  if (time === undefined) return isDate(text);
  return (
    date.length === 10 && isDate(date) && OFFSET.test(time) && TIME.test(time.replace(OFFSET, ''))
  );
}
