import { expect, test } from 'vitest';
import type { Json } from '../src/index.ts';
import { calculate, calculatedTexts, judge, loadExpressions, readForm } from '../src/index.ts';
import { formOf, responseOf, rulesOf } from './support/build.ts';

const expressions = await loadExpressions();

const calculated = (expression: string): Json => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
      valueExpression: { language: 'text/fhirpath', expression },
    },
  ],
});
const answered = (linkId: string, value: number): Json => ({
  linkId,
  answer: [{ valueInteger: value }],
});
const valueOf = (linkId: string): string =>
  `%resource.descendants().where(linkId='${linkId}').answer.value`;

test('results take the place of what was sent, also of what is absent, and use each other', () => {
  const form = formOf(
    { linkId: 'double', type: 'integer', ...calculated(`${valueOf('sum')} * 2`) },
    { linkId: 'a', type: 'integer' },
    {
      linkId: 'g',
      type: 'group',
      item: [{ linkId: 'sum', type: 'integer', ...calculated(`${valueOf('a')} + 1`) }],
    },
  );
  const { items, failed } = calculate(
    form,
    responseOf(answered('double', 99), answered('a', 3)),
    expressions,
  );
  expect(failed).toEqual([]);
  expect(items).toEqual([
    answered('double', 8),
    answered('a', 3),
    { linkId: 'g', item: [answered('sum', 4)] },
  ]);
});

test('an expression that fails, gives another type or never settles leaves the item empty', () => {
  const form = formOf(
    { linkId: 'a', type: 'integer' },
    { linkId: 'broken', type: 'integer', ...calculated('1 +') },
    { linkId: 'text', type: 'integer', ...calculated("'a'") },
    {
      linkId: 'grows',
      type: 'integer',
      ...calculated(`iif(${valueOf('grows')}.exists(), ${valueOf('grows')} + 1, 0)`),
    },
    { linkId: 'nothing', type: 'integer', ...calculated('{}') },
  );
  const sent = responseOf(answered('a', 1), answered('broken', 1), answered('text', 1));
  const { items, failed } = calculate(form, sent, expressions);
  expect(failed).toContainEqual({ key: 'grows', linkId: 'grows', reason: 'unsettled' });
  expect(items.filter((item) => 'answer' in item)).toEqual([answered('a', 1)]);
});

test('a calculation that fails is named with its reason, one that gives nothing is not', () => {
  const form = formOf(
    { linkId: 'broken', type: 'integer', ...calculated('1 +') },
    { linkId: 'text', type: 'integer', ...calculated("'a'") },
    { linkId: 'nothing', type: 'integer', ...calculated('{}') },
  );
  expect(calculate(form, responseOf(), expressions)).toEqual({
    items: [],
    failed: [
      { key: 'broken', linkId: 'broken', reason: 'expression' },
      { key: 'text', linkId: 'text', reason: 'type' },
    ],
  });
});

test.each<[string, string, Json]>([
  ['date', '@2026-03-01', { valueDate: '2026-03-01' }],
  ['string', "'a' & 'b'", { valueString: 'ab' }],
  ['boolean', '1 = 1', { valueBoolean: true }],
  ['decimal', '1.5 + 1', { valueDecimal: 2.5 }],
  ['open-choice', "'своё'", { valueString: 'своё' }],
])('a result of type %s', (type, expression, answer) => {
  const form = formOf({ linkId: 'x', type, ...calculated(expression) });
  expect(calculate(form, responseOf(), expressions)).toEqual({
    items: [{ linkId: 'x', answer: [answer] }],
    failed: [],
  });
});

test('nothing is calculated for a disabled item, and a form without calculations is left alone', () => {
  const off = [{ question: 'a', operator: 'exists', answerBoolean: true }];
  const form = formOf(
    { linkId: 'a', type: 'integer' },
    { linkId: 'x', type: 'integer', enableWhen: off, ...calculated('1') },
  );
  expect(calculate(form, responseOf(), expressions).items).toEqual([]);
  expect(calculate(form, responseOf(answered('a', 1)), expressions).items).toContainEqual(
    answered('x', 1),
  );
  const sent = responseOf(answered('a', 1));
  expect(calculate(formOf({ linkId: 'a', type: 'integer' }), sent, expressions).items).toEqual(
    sent['item'],
  );
});

test('what was answered below an answer stays when the answer is calculated', () => {
  const form = formOf({
    linkId: 'x',
    type: 'integer',
    ...calculated('7'),
    item: [{ linkId: 'why', type: 'integer' }],
  });
  const sent = { linkId: 'x', answer: [{ valueInteger: 1, item: [answered('why', 3)] }] };
  expect(calculate(form, responseOf(sent), expressions).items).toEqual([
    { linkId: 'x', answer: [{ valueInteger: 7, item: [answered('why', 3)] }] },
  ]);
});

test('variables of the form stand in its expressions', () => {
  const base = 'http://hl7.org/fhir/StructureDefinition/variable';
  const form = readForm({
    extension: [
      {
        url: base,
        valueExpression: {
          name: 'marks',
          expression: "%resource.item.where(linkId='a').answer.value",
        },
      },
      { url: base, valueExpression: { name: 'total', expression: '%marks.count()' } },
    ],
    item: [
      { linkId: 'a', type: 'integer', repeats: true },
      { linkId: 'n', type: 'integer', ...calculated('%total') },
    ],
  });
  const marks = { linkId: 'a', answer: [{ valueInteger: 4 }, { valueInteger: 5 }] };
  expect(calculate(form, responseOf(marks), expressions).items[1]).toEqual(answered('n', 2));
});

test('a text made from answers', () => {
  const form = formOf(
    { linkId: 'a', type: 'integer' },
    {
      linkId: 'd',
      type: 'display',
      text: 'Спасибо',
      _text: {
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/cqf-expression',
            valueExpression: { expression: `'Ваша оценка: ' & ${valueOf('a')}.toString()` },
          },
        ],
      },
    },
  );
  expect(calculatedTexts(form, responseOf(answered('a', 4)), expressions).get('d')).toBe(
    'Ваша оценка: 4',
  );
});

const constraint = (expression: string, severity: string): Json => ({
  url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-constraint',
  extension: [
    { url: 'expression', valueString: expression },
    { url: 'severity', valueCode: severity },
  ],
});

test('constraints of an item and of the form have their own level; an empty result breaks none', () => {
  const form = readForm({
    extension: [constraint('item.count() > 1', 'error')],
    item: [
      {
        linkId: 'a',
        type: 'integer',
        extension: [constraint('answer.value > 3', 'warning'), constraint('{}', 'error')],
      },
    ],
  });
  const { findings, valid } = judge(form, responseOf(answered('a', 2)), { expressions });
  expect(findings.map(({ item, rule, level }) => [item, rule, level])).toEqual([
    ['QuestionnaireResponse', 'invariant', 'error'],
    ['QuestionnaireResponse.item[0]', 'invariant', 'warning'],
  ]);
  expect(valid).toBe(false);
  expect(rulesOf(judge(form, responseOf(answered('a', 2))).findings)).toEqual([
    'invariantExecution',
    'invariantExecution',
    'invariantExecution',
  ]);
});
