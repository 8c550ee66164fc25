import { equalValues } from '../compare.ts';
import { EXTENSION, valueAt } from '../extensions.ts';
import type { Rule } from '../findings.ts';
import type { Json } from '../json.ts';
import { isObject, objectsOf } from '../json.ts';
import type { Value } from '../values.ts';
import { valuesIn } from '../values.ts';
import type { AnswerQuestion } from './check.ts';

/**
 * Membership in `answerOption` or `answerValueSet`. Free text of an open choice may be anything; a Coding may
 * leave its system out, but not name another one.
 */
export function checkOptions({ def, value, count, valueSets }: AnswerQuestion): Rule[] {
  const options = objectsOf(def.raw['answerOption']);
  if (def.type === 'open-choice' && value.type === 'String') return [];
  if (options.length > 0) {
    const chosen = options.filter((option) => isOption(option, value));
    if (chosen.length === 0) return ['invalidAnswerOption'];
    const exclusive = chosen.some((option) => valueAt(option, EXTENSION.exclusive) === true);
    return exclusive && count > 1 ? ['exclusiveAnswerOption'] : [];
  }
  const url = def.raw['answerValueSet'];
  if (typeof url !== 'string' || !isObject(value.value)) return [];
  return valueSets.has(url, value.value, def) === false ? ['invalidCoding'] : [];
}

/** Whether an answer chooses an option. */
export function isOption(option: Json, answer: Value): boolean {
  return valuesIn(option, 'value').some((offered) => {
    if (offered.type === 'Coding' && answer.type === 'Coding') {
      return (
        isObject(offered.value) && isObject(answer.value) && chooses(answer.value, offered.value)
      );
    }
    return equalValues(offered, answer);
  });
}

function chooses(answer: Json, offered: Json): boolean {
  if (answer['system'] !== undefined && answer['system'] !== offered['system']) return false;
  if (answer['code'] !== undefined) return answer['code'] === offered['code'];
  return answer['display'] !== undefined && answer['display'] === offered['display'];
}
