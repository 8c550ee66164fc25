import { expectedOf, OPERATORS, ORDER_OPERATORS } from '../conditions.ts';
import { targetOf } from '../cycles.ts';
import type { Condition, Form, ItemDef } from '../form.ts';
import { isBelow, isQuestion } from '../form.ts';
import type { PublishRule } from './finding.ts';

const NUMBERS = ['Integer', 'Decimal'];
const DATES = ['Date', 'DateTime'];

/** Types of `answer[x]` that can ever fit an answer of a question, by its type. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  boolean: ['Boolean'],
  decimal: NUMBERS,
  integer: NUMBERS,
  date: DATES,
  dateTime: DATES,
  time: ['Time'],
  string: ['String'],
  text: ['String'],
  url: ['String'],
  choice: ['Coding'],
  'open-choice': ['Coding', 'String'],
  attachment: [],
  reference: ['Reference'],
  quantity: ['Quantity'],
};
const WITHOUT_ORDER = new Set(['Coding', 'String', 'Boolean', 'Reference']);

/** Rules one condition breaks (Q7 and Q9), circles apart. */
export function conditionRules(
  form: Form,
  def: ItemDef,
  condition: Condition,
): readonly PublishRule[] {
  const target = targetOf(form, condition);
  return [...placeRules(def, target), ...answerRules(condition, target)];
}

function placeRules(def: ItemDef, target: ItemDef | undefined): PublishRule[] {
  if (!target) return ['enableWhen-unknown'];
  if (target === def || isBelow(target, def)) return ['enableWhen-inner'];
  return target.order > def.order ? ['enableWhen-order'] : [];
}

function answerRules(condition: Condition, target: ItemDef | undefined): PublishRule[] {
  const { operator } = condition;
  const expected = expectedOf(condition);
  if (!OPERATORS.has(operator)) return ['enableWhen-operator'];
  if (operator === 'exists') {
    const rules: PublishRule[] = expected?.type === 'Boolean' ? [] : ['que-7'];
    return target && !isQuestion(target) ? [...rules, 'enableWhen-type'] : rules;
  }
  const rules: PublishRule[] = [];
  const fitting = target ? (FITTING[target.type] ?? []) : undefined;
  if (!expected || (fitting && !fitting.includes(expected.type))) rules.push('enableWhen-type');
  if (expected && ORDER_OPERATORS.has(operator) && WITHOUT_ORDER.has(expected.type)) {
    rules.push('enableWhen-operator');
  }
  return rules;
}
