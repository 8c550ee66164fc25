import type { ItemDef } from '../form.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import type { Value } from '../values.ts';
import { OFFSET, UNIT, unitsOf, type Entry } from './names.ts';

// One typed answer: from the text of a field to a value and back. What cannot be read as the item's type stays
// the text that was typed, so that judging finds it and the page can show it again.

const WHOLE = /^[+-]?\d{1,15}$/;
const NUMBER = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/;
const CLOCK = /^\d\d:\d\d$/;
const LOCAL = /^(\d{4}-\d\d-\d\dT)(\d\d:\d\d)(:\d\d)?$/;
const OFFSET_AT_END = /(?:Z|[+-]\d\d:\d\d)$/;

/** A number as people write it: with a comma, with spaces between thousands. */
const plainNumber = (text: string): string =>
  text.replaceAll(/[\s\u00A0\u202F]/g, '').replace(',', '.');

const asTyped = (text: string): Json => ({ valueString: text });

/**
 * @param text not blank
 * @param part the answer's other fields by their endings: unit, offset
 */
export function readTyped(def: ItemDef, text: string, part: (ending: string) => string): Json {
  const number = plainNumber(text);
  switch (def.type) {
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { valueBoolean: text === 'true' }
        : asTyped(text);
    case 'integer':
      return WHOLE.test(number) ? { valueInteger: Number(number) } : asTyped(text);
    case 'decimal':
      return NUMBER.test(number) ? { valueDecimal: Number(number) } : asTyped(text);
    case 'quantity':
      return NUMBER.test(number)
        ? { valueQuantity: { value: Number(number), ...unitIn(def, part(UNIT)) } }
        : asTyped(text);
    case 'date':
      return { valueDate: text.trim() };
    case 'time':
      return { valueTime: CLOCK.test(text.trim()) ? `${text.trim()}:00` : text.trim() };
    case 'dateTime':
      return { valueDateTime: moment(text.trim(), part(OFFSET)) };
    case 'url':
      return { valueUri: text.trim() };
    case 'choice':
      return { valueCoding: { code: text } };
    default:
      return { valueString: text.replaceAll(/\r\n?/g, '\n') };
  }
}

function moment(text: string, offset: string): string {
  const [, day, clock, seconds = ':00'] = LOCAL.exec(text) ?? [];
  return day && clock ? `${day}${clock}${seconds}${offset}` : text;
}

function unitIn(def: ItemDef, typed: string): Json {
  const units = unitsOf(def);
  const [only] = units;
  const unit = units.length === 1 ? only : units.find((one) => one['code'] === typed);
  if (unit) {
    const { system, code, display } = unit;
    return {
      ...(typeof display === 'string' && { unit: display }),
      ...(system !== undefined && { system }),
      ...(code !== undefined && { code }),
    };
  }
  return typed.trim() === '' ? {} : { unit: typed };
}

/** The fields that show an answer: its own, and those of its parts under the endings. */
export function writeTyped(def: ItemDef, { type, value }: Value): readonly Entry[] {
  const own = (text: string, ending?: string, part = ''): readonly Entry[] =>
    ending === undefined
      ? [['', text]]
      : [
          ['', text],
          [ending, part],
        ];
  if (def.type === 'quantity') {
    if (!isObject(value)) return own(String(value), UNIT);
    const number = value['value'] === undefined ? '' : String(value['value']);
    return own(number, UNIT, String(value['code'] ?? value['unit'] ?? ''));
  }
  if (def.type === 'dateTime') {
    const text = String(value);
    const offset =
      type === 'DateTime' && text.includes('T') ? OFFSET_AT_END.exec(text)?.[0] : undefined;
    return offset === undefined
      ? own(text, OFFSET)
      : own(text.slice(0, -offset.length), OFFSET, offset);
  }
  if (isObject(value)) return own(type === 'Coding' ? String(value['code'] ?? '') : '');
  return own(String(value));
}
