import { orderOf } from '../compare.ts';
import { EXTENSION, extensionsOf, numberAt } from '../extensions.ts';
import type { ItemDef } from '../form.ts';
import type { Rule } from '../findings.ts';
import type { Value } from '../values.ts';
import { valuesIn } from '../values.ts';
import type { AnswerQuestion } from './check.ts';

/** Least and greatest value, decimal places, length of a written number. */
export function checkLimits({ def, value }: AnswerQuestion): Rule[] {
  const rules: Rule[] = [];
  const least = limitOf(def, EXTENSION.minValue);
  const most = limitOf(def, EXTENSION.maxValue);
  if (least && (orderOf(value, least) ?? 0) < 0) rules.push('minValue');
  if (most && (orderOf(value, most) ?? 0) > 0) rules.push('maxValue');
  if (typeof value.value === 'number') {
    const places = numberAt(def.raw, EXTENSION.maxDecimalPlaces);
    if (places !== undefined && decimalPlaces(value.value) > places) rules.push('maxDecimalPlaces');
    const length = def.raw['maxLength'];
    if (typeof length === 'number' && String(value.value).length > length) rules.push('maxLength');
  }
  return rules;
}

function limitOf(def: ItemDef, url: string): Value | undefined {
  const [extension] = extensionsOf(def.raw, url);
  return extension && valuesIn(extension, 'value')[0];
}

/** Digits after the point of a number as it is written in JSON, `1e-7` included. */
export function decimalPlaces(number: number): number {
  const [mantissa = '', exponent = '0'] = String(number).split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, digits - Number(exponent));
}
