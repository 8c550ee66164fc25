import { EXTENSION, extensionsOf, extensionValue, numberAt, valueAt } from '../extensions.ts';
import type { ItemDef } from '../form.ts';
import type { Rule } from '../findings.ts';
import type { Json } from '../json.ts';
import { isObject, objectsOf, textOf } from '../json.ts';
import { compareQuantities } from '../quantities.ts';
import type { AnswerQuestion } from './check.ts';
import { decimalPlaces } from './limits.ts';

/** Units allowed, least and greatest quantity with conversion, decimal places. */
export function checkQuantity({ def, valueSets }: AnswerQuestion, quantity: Json): Rule[] {
  const rules: Rule[] = [];
  const units = objectsOf(extensionsOf(def.raw, EXTENSION.unitOption).map(extensionValue));
  if (units.length > 0 && !units.some((unit) => isUnit(unit, quantity))) rules.push('invalidUnit');

  const url = valueAt(def.raw, EXTENSION.unitValueSet);
  if (typeof url === 'string') {
    const computable = textOf(quantity['system']) && textOf(quantity['code']);
    if (!computable || valueSets.has(url, quantity, def) === false)
      rules.push('invalidUnitValueSet');
  }

  rules.push(...limit(def, quantity, [EXTENSION.minQuantity, EXTENSION.minValue], 'minValue', -1));
  rules.push(...limit(def, quantity, [EXTENSION.maxQuantity, EXTENSION.maxValue], 'maxValue', 1));
  const places = numberAt(def.raw, EXTENSION.maxDecimalPlaces);
  const number = quantity['value'];
  if (places !== undefined && typeof number === 'number' && decimalPlaces(number) > places) {
    rules.push('maxDecimalPlaces');
  }
  return rules;
}

function isUnit(unit: Json, quantity: Json): boolean {
  const system = textOf(unit['system']);
  const code = textOf(unit['code']);
  if (system !== undefined && system !== quantity['system']) return false;
  if (code !== undefined) return code === quantity['code'];
  return unit['display'] === undefined || unit['display'] === quantity['unit'];
}

function limit(
  def: ItemDef,
  quantity: Json,
  urls: readonly string[],
  rule: 'minValue' | 'maxValue',
  beyond: -1 | 1,
): Rule[] {
  const bound = urls.map((url) => valueAt(def.raw, url)).find(isObject);
  // An answer of a unit without a number is beyond no limit.
  if (!bound || typeof quantity['value'] !== 'number') return [];
  const order = compareQuantities(quantity, bound);
  if (order === undefined) return [`${rule}IncompatUnits`];
  return Math.sign(order) === beyond ? [rule] : [];
}
