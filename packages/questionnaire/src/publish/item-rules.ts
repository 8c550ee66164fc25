import type { ItemDef } from '../form.ts';
import { isGroup, isQuestion, MAX_DEPTH, VALUE_NAMES } from '../form.ts';
import { objectsOf } from '../json.ts';
import { valuesIn } from '../values.ts';
import { isWellFormed } from '../values.ts';
import type { PublishRule } from './finding.ts';

const WITH_OPTIONS = new Set(
  'choice open-choice decimal integer date dateTime time string quantity'.split(' '),
);
const WITH_LENGTH = new Set('boolean decimal integer string text url open-choice'.split(' '));

/** Rules an item breaks by itself, whatever stands around it (Q2 to Q8). */
export function itemRules(def: ItemDef): readonly PublishRule[] {
  const { raw, type } = def;
  const rules: PublishRule[] = [];
  const given = (name: string): boolean => isGiven(raw[name]);
  const display = type === 'display';
  const options = given('answerOption');
  const valueSet = given('answerValueSet');

  if (isGroup(def) && !given('item')) rules.push('que-1');
  if (display && given('item')) rules.push('que-1');
  if (display && given('code')) rules.push('que-3');
  if (options && valueSet) rules.push('que-4');
  if ((options || valueSet) && !WITH_OPTIONS.has(type)) rules.push('que-5');
  if (display && (given('required') || given('repeats'))) rules.push('que-6');
  if ((display || isGroup(def)) && given('initial')) rules.push('que-8');
  if (display && given('readOnly')) rules.push('que-9');
  if (given('maxLength') && !WITH_LENGTH.has(type)) rules.push('que-10');
  if (options && given('initial')) rules.push('que-11');
  if (def.conditions.length > 1 && !['all', 'any'].includes(String(raw['enableBehavior']))) {
    rules.push('que-12');
  }
  if (objectsOf(raw['initial']).length > 1 && !def.repeats) rules.push('que-13');
  if (!isGroup(def) && !display && !isQuestion(def)) rules.push('item-type');
  if (isQuestion(def) && !initialFits(def)) rules.push('initial-type');
  if (def.depth === MAX_DEPTH && given('item')) rules.push('item-depth');
  return rules;
}

/** FHIR knows no empty lists and texts: they count as left out. */
function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '';
}

function initialFits(def: ItemDef): boolean {
  const allowed = VALUE_NAMES[def.type] ?? [];
  return objectsOf(def.raw['initial']).every((initial) =>
    valuesIn(initial, 'value').every(
      (value) => allowed.includes(`value${value.type}`) && isWellFormed(value),
    ),
  );
}
