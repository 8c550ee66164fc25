import { VALUE_NAMES } from '../form.ts';
import type { ItemDef } from '../form.ts';
import type { Rule } from '../findings.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import type { Answer, Value } from '../values.ts';
import { isWellFormed, valuesIn } from '../values.ts';
import { checkAttachment } from './attachment.ts';
import { checkLimits } from './limits.ts';
import { checkOptions } from './options.ts';
import { checkQuantity } from './quantity.ts';
import { checkReference } from './reference.ts';
import { checkText } from './text.ts';
import type { ValueSets } from './value-sets.ts';

/** What judging one answer needs to know besides the answer. */
export interface AnswerQuestion {
  readonly def: ItemDef;
  readonly value: Value;
  /** How many answers the item has. */
  readonly count: number;
  readonly valueSets: ValueSets;
}

/** Rules an answer breaks (R4 and R5). Of an answer whose type is wrong nothing else is judged. */
export function checkAnswer(
  def: ItemDef,
  answer: Answer,
  count: number,
  valueSets: ValueSets,
): readonly Rule[] {
  const values = valuesIn(answer.raw, 'value');
  const allowed = VALUE_NAMES[def.type] ?? [];
  const [value] = values;
  if (
    values.length !== 1 ||
    !value ||
    !allowed.includes(`value${value.type}`) ||
    !isWellFormed(value)
  ) {
    return ['invalidAnswerType'];
  }
  const question: AnswerQuestion = { def, value, count, valueSets };
  const { type } = value;
  if (type === 'String' || type === 'Uri')
    return [...checkText(question), ...checkOptions(question)];
  const content: Json = isObject(value.value) ? value.value : {};
  if (type === 'Attachment') return checkAttachment(def, content);
  if (type === 'Reference') return [...checkReference(def, content), ...checkOptions(question)];
  if (type === 'Quantity') return [...checkQuantity(question, content), ...checkOptions(question)];
  return [...checkLimits(question), ...checkOptions(question)];
}
