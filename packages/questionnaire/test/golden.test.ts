import { describe, expect, test } from 'vitest';
import { checkForm, isStronglyAgreed, loadExpressions, questionnaireCases } from '../src/index.ts';
import { filesIn } from './support/golden.ts';

const expressions = await loadExpressions();
const files = ['response-validation', 'enable-when'].flatMap((folder) =>
  filesIn(`vectors/${folder}`),
);
const cases = files.flatMap(([, json]) => questionnaireCases(json, expressions));

test('all golden cases are here', () => {
  expect(cases).toHaveLength(34 + 22 + 54);
  expect(cases.filter((one) => one.run().result === 'skip')).toHaveLength(4);
});

test.each(cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
  const verdict = one.run();
  expect(verdict.result, JSON.stringify(verdict)).not.toBe('fail');
});

test('every validation case that is judged agrees in every detail', () => {
  const judged = files.map(([name, json]) => [name, isStronglyAgreed(json, expressions)] as const);
  expect(judged.filter(([, strong]) => strong === true)).toHaveLength(30);
  expect(judged.filter(([, strong]) => strong === false)).toEqual([]);
});

describe('the ready forms can be published', () => {
  test.each(filesIn('forms'))('%s', (_, json) => {
    expect(checkForm(json)).toEqual([]);
    expect(questionnaireCases(json, expressions).map((one) => one.run().result)).toEqual(['ok']);
  });
});

test('a case whose expectation is wrong fails', () => {
  const [, json] = files.find(([name]) => name === 'integer.json') ?? [];
  const spoilt = { ...(json as object), expected: { valid: false, findings: [] } };
  expect(questionnaireCases(spoilt, expressions).map((one) => one.run().result)).toEqual(['fail']);
  expect(() => questionnaireCases({ id: 'x' }, expressions)).toThrow('neither');
});
