import { describe, expect, test } from 'vitest';
import type { Json } from '../src/index.ts';
import { enabledItems, judge } from '../src/index.ts';
import { formOf, responseOf } from './support/build.ts';

/** Whether a condition on question `q` of a type holds for the given answers. */
function holds(type: string, condition: Json, ...answer: Json[]): boolean | undefined {
  const form = formOf(
    { linkId: 'q', type, repeats: true },
    { linkId: 't', type: 'display', enableWhen: [{ question: 'q', ...condition }] },
  );
  return enabledItems(form, responseOf({ linkId: 'q', answer })).get('t');
}

describe('what equals what', () => {
  test.each([
    ['integer', { operator: '=', answerDecimal: 2.0 }, { valueInteger: 2 }, true],
    ['decimal', { operator: '>', answerInteger: 2 }, { valueDecimal: 2.5 }, true],
    ['url', { operator: '=', answerString: 'http://a' }, { valueUri: 'http://a' }, true],
    ['open-choice', { operator: '=', answerString: 'своё' }, { valueString: 'своё' }, true],
    ['open-choice', { operator: '=', answerCoding: { code: 'x' } }, { valueString: 'x' }, false],
    ['open-choice', { operator: '!=', answerCoding: { code: 'x' } }, { valueString: 'x' }, true],
    [
      'choice',
      { operator: '=', answerCoding: { code: 'x', version: '1' } },
      { valueCoding: { code: 'x', version: '2' } },
      true,
    ],
    [
      'choice',
      { operator: '=', answerCoding: { code: 'x' } },
      { valueCoding: { code: 'x', system: 's' } },
      false,
    ],
    ['string', { operator: '<', answerString: 'б' }, { valueString: 'а' }, false],
    ['boolean', { operator: '>', answerBoolean: false }, { valueBoolean: true }, false],
    [
      'dateTime',
      { operator: '=', answerDate: '2026-03-01' },
      { valueDateTime: '2026-03-01T23:00:00+03:00' },
      true,
    ],
    [
      'dateTime',
      { operator: '=', answerDateTime: '2026-03-01T20:00:00Z' },
      { valueDateTime: '2026-03-01T23:00:00+03:00' },
      true,
    ],
    ['time', { operator: '=', answerTime: '18:00:00' }, { valueTime: '18:00:00.000' }, true],
    [
      'reference',
      { operator: '=', answerReference: { reference: 'Patient/1' } },
      { valueReference: { reference: 'Patient/1', display: 'a' } },
      true,
    ],
    ['integer', { operator: 'about', answerInteger: 2 }, { valueInteger: 2 }, false],
  ] as const)('%s %j for %j: %s', (type, condition, answer, expected) => {
    expect(holds(type, condition, answer)).toBe(expected);
  });

  const kg = (value: number) => ({ value, code: 'kg', system: 'http://unitsofmeasure.org' });
  const grams = { value: 2000, code: 'g', system: 'http://unitsofmeasure.org' };

  test('quantities of one unit compare, of two do not', () => {
    expect(
      holds('quantity', { operator: '>', answerQuantity: kg(1) }, { valueQuantity: kg(2) }),
    ).toBe(true);
    expect(
      holds('quantity', { operator: '>', answerQuantity: kg(1) }, { valueQuantity: grams }),
    ).toBe(false);
    expect(
      holds('quantity', { operator: '!=', answerQuantity: kg(2) }, { valueQuantity: grams }),
    ).toBe(true);
  });
});

describe('several answers', () => {
  const both = [{ valueInteger: 1 }, { valueInteger: 5 }];

  test('one that satisfies is enough, none may equal', () => {
    expect(holds('integer', { operator: '>', answerInteger: 4 }, ...both)).toBe(true);
    expect(holds('integer', { operator: '<', answerInteger: 4 }, ...both)).toBe(true);
    expect(holds('integer', { operator: '!=', answerInteger: 5 }, ...both)).toBe(false);
    expect(holds('integer', { operator: '!=', answerInteger: 3 }, ...both)).toBe(true);
  });
});

test('several conditions without a behaviour are joined by any', () => {
  const form = formOf(
    { linkId: 'q', type: 'integer' },
    {
      linkId: 't',
      type: 'display',
      enableWhen: [
        { question: 'q', operator: '=', answerInteger: 1 },
        { question: 'q', operator: '=', answerInteger: 2 },
      ],
    },
  );
  expect(
    enabledItems(form, responseOf({ linkId: 'q', answer: [{ valueInteger: 2 }] })).get('t'),
  ).toBe(true);
});

describe('where the question is looked for', () => {
  const number = (linkId: string, value: number) => ({ linkId, answer: [{ valueInteger: value }] });
  const when = (question: string) => [{ question, operator: '=', answerInteger: 1 }];
  const form = formOf(
    { linkId: 'top', type: 'integer' },
    {
      linkId: 'visit',
      type: 'group',
      repeats: true,
      item: [
        { linkId: 'mark', type: 'integer' },
        {
          linkId: 'step',
          type: 'group',
          repeats: true,
          item: [
            { linkId: 'inner', type: 'integer' },
            { linkId: 'by-inner', type: 'display', enableWhen: when('inner') },
            { linkId: 'by-mark', type: 'display', enableWhen: when('mark') },
            { linkId: 'by-top', type: 'display', enableWhen: when('top') },
          ],
        },
        { linkId: 'by-steps', type: 'display', enableWhen: when('inner') },
      ],
    },
    { linkId: 'outside', type: 'display', enableWhen: when('inner') },
  );
  const step = (value: number) => ({ linkId: 'step', item: [number('inner', value)] });
  const enabled = enabledItems(
    form,
    responseOf(
      number('top', 1),
      { linkId: 'visit', item: [number('mark', 0), step(0), step(1)] },
      { linkId: 'visit', item: [number('mark', 1), step(0)] },
    ),
  );

  test.each([
    ['visit[0]/step[0]/by-inner', false],
    ['visit[0]/step[1]/by-inner', true],
    ['visit[0]/step[1]/by-mark', false],
    ['visit[1]/step[0]/by-mark', true],
    ['visit[1]/step[0]/by-top', true],
    ['visit[0]/by-steps', true],
    ['visit[1]/by-steps', false],
    ['outside', true],
  ])('%s: %s', (key, expected) => {
    expect(enabled.get(key)).toBe(expected);
  });

  test('below an answer of a repeating question: that answer', () => {
    const nested = formOf({
      linkId: 'q',
      type: 'integer',
      repeats: true,
      item: [{ linkId: 'why', type: 'string', required: true, enableWhen: when('q') }],
    });
    const response = responseOf({
      linkId: 'q',
      answer: [{ valueInteger: 1 }, { valueInteger: 2 }],
    });
    expect(Object.fromEntries(enabledItems(nested, response))).toEqual({
      q: true,
      'q[0]/why': true,
      'q[1]/why': false,
    });
    expect(judge(nested, response).findings.map(({ item, linkId }) => [item, linkId])).toEqual([
      ['QuestionnaireResponse.item[0]', 'why'],
    ]);
  });
});

test('a condition in a circle, on itself or below itself finds no answer', () => {
  const form = formOf(
    {
      linkId: 'a',
      type: 'integer',
      enableWhen: [{ question: 'b', operator: 'exists', answerBoolean: true }],
    },
    {
      linkId: 'b',
      type: 'integer',
      enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: true }],
    },
    {
      linkId: 's',
      type: 'integer',
      enableWhen: [{ question: 's', operator: '!=', answerInteger: 1 }],
    },
    {
      linkId: 'g',
      type: 'group',
      enableWhen: [{ question: 'x', operator: 'exists', answerBoolean: true }],
      item: [{ linkId: 'x', type: 'integer' }],
    },
  );
  const one = [{ valueInteger: 1 }];
  const enabled = enabledItems(
    form,
    responseOf(
      { linkId: 'a', answer: one },
      { linkId: 'b', answer: one },
      { linkId: 's', answer: one },
      { linkId: 'g', item: [{ linkId: 'x', answer: one }] },
    ),
  );
  expect(Object.fromEntries(enabled)).toEqual({
    a: false,
    b: false,
    s: true,
    g: false,
    'g/x': false,
  });
});

test('of disabled items that hold answers the outermost is told', () => {
  const off = [{ question: 'q', operator: 'exists', answerBoolean: true }];
  const form = formOf(
    { linkId: 'q', type: 'integer' },
    {
      linkId: 'g',
      type: 'group',
      enableWhen: off,
      item: [
        { linkId: 'h', type: 'group', enableWhen: off, item: [{ linkId: 'x', type: 'integer' }] },
        { linkId: 'y', type: 'integer', required: true },
      ],
    },
    { linkId: 'z', type: 'integer', enableWhen: off },
  );
  const x = { linkId: 'x', answer: [{ valueString: 'wrong type' }] };
  const response = responseOf({ linkId: 'g', item: [{ linkId: 'h', item: [x] }] }, { linkId: 'z' });
  expect(judge(form, response).findings.map(({ rule, linkId }) => [rule, linkId])).toEqual([
    ['notEnabled', 'g'],
  ]);
});
