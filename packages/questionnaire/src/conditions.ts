import { equalValues, orderOf } from './compare.ts';
import type { Condition } from './form.ts';
import type { Value } from './values.ts';
import { valuesIn } from './values.ts';

export const ORDER_OPERATORS: ReadonlySet<unknown> = new Set(['>', '<', '>=', '<=']);
export const OPERATORS: ReadonlySet<unknown> = new Set([...ORDER_OPERATORS, 'exists', '=', '!=']);

/** The `answer[x]` a condition compares with. */
export function expectedOf(condition: Condition): Value | undefined {
  return valuesIn(condition.raw, 'answer')[0];
}

/**
 * Whether one condition holds for the answers of its question (rules E1 and E2). No answer satisfies `=` and
 * the order operators; `!=` means that no answer equals.
 */
export function holds(condition: Condition, answers: readonly Value[]): boolean {
  const expected = expectedOf(condition);
  switch (condition.operator) {
    case 'exists':
      return expected?.type === 'Boolean' && expected.value === answers.length > 0;
    case '=':
      return expected !== undefined && answers.some((answer) => equalValues(answer, expected));
    case '!=':
      return !(expected && answers.some((answer) => equalValues(answer, expected)));
    default:
      return (
        expected !== undefined && answers.some((answer) => inOrder(condition, answer, expected))
      );
  }
}

function inOrder(condition: Condition, answer: Value, expected: Value): boolean {
  const order = orderOf(answer, expected);
  if (order === undefined) return false;
  switch (condition.operator) {
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    default:
      return false;
  }
}
