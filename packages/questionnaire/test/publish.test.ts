import { describe, expect, test } from 'vitest';
import type { Json } from '../src/index.ts';
import { checkForm } from '../src/index.ts';

const found = (...item: Json[]): string[] =>
  checkForm({ resourceType: 'Questionnaire', item })
    .map(
      ({ linkId, rule, level }) =>
        `${linkId ?? '-'} ${rule}${level === 'warning' ? ' (warning)' : ''}`,
    )
    .toSorted();

describe('an item by itself', () => {
  const inner = { linkId: 'i', type: 'integer' };
  const option = { answerOption: [{ valueString: 'a' }] };
  const when = { question: 'q', operator: '=', answerInteger: 1 };

  test.each<[Json, string[]]>([
    [{ type: 'group' }, ['x que-1']],
    [{ type: 'display', item: [inner] }, ['x que-1']],
    [{ type: 'integer', item: [inner] }, []],
    [{ type: 'display', code: [{ code: 'a' }] }, ['x que-3']],
    [{ type: 'choice', ...option, answerValueSet: 'http://example.org/v' }, ['x que-4']],
    [{ type: 'boolean', ...option }, ['x que-5']],
    [{ type: 'string', ...option }, []],
    [{ type: 'display', required: false }, ['x que-6']],
    [{ type: 'display', repeats: true }, ['x que-6']],
    [{ type: 'group', item: [inner], initial: [{ valueInteger: 1 }] }, ['x que-8']],
    [{ type: 'display', readOnly: true }, ['x que-9']],
    [{ type: 'date', maxLength: 3 }, ['x que-10']],
    [{ type: 'open-choice', maxLength: 3 }, []],
    [{ type: 'string', ...option, initial: [{ valueString: 'a' }] }, ['x que-11']],
    [{ type: 'string', enableWhen: [when, when] }, ['x que-12']],
    [{ type: 'string', enableBehavior: 'all', enableWhen: [when, when] }, []],
    [{ type: 'integer', initial: [{ valueInteger: 1 }, { valueInteger: 2 }] }, ['x que-13']],
    [{ type: 'integer', repeats: true, initial: [{ valueInteger: 1 }, { valueInteger: 2 }] }, []],
    [{ type: 'integer', initial: [{ valueString: '1' }] }, ['x initial-type']],
    [{ type: 'question' }, ['x item-type']],
    [{ type: 'constructor' }, ['x item-type']],
  ])('%j: %j', (item, expected) => {
    expect(found({ linkId: 'q', type: 'integer' }, { linkId: 'x', ...item })).toEqual(expected);
  });

  test('linkIds are there and unique; every fault is told, none twice', () => {
    expect(
      found(
        { type: 'integer' },
        { type: 'integer' },
        { linkId: 'a', type: 'integer' },
        {
          linkId: 'g',
          type: 'group',
          item: [
            { linkId: 'a', type: 'integer' },
            { linkId: 'a', type: 'display', code: [{}] },
          ],
        },
      ),
    ).toEqual(['- que-2', 'a que-2', 'a que-3']);
  });
});

describe('conditions', () => {
  const targets: Json[] = [
    { linkId: 'integer', type: 'integer' },
    { linkId: 'choice', type: 'choice' },
    { linkId: 'string', type: 'string' },
    { linkId: 'date', type: 'date' },
    { linkId: 'display', type: 'display' },
    { linkId: 'file', type: 'attachment' },
  ];
  const on = (condition: Json) =>
    found(...targets, { linkId: 'x', type: 'display', enableWhen: [condition] });

  test.each<[Json, string[]]>([
    [{ question: 'integer', operator: '>', answerDecimal: 1.5 }, []],
    [{ question: 'date', operator: '<=', answerDateTime: '2026' }, []],
    [{ question: 'integer', operator: '=', answerString: '1' }, ['x enableWhen-type']],
    [{ question: 'choice', operator: '=', answerCoding: { code: 'a' } }, []],
    [{ question: 'choice', operator: '<', answerCoding: { code: 'a' } }, ['x enableWhen-operator']],
    [{ question: 'string', operator: '>=', answerString: 'a' }, ['x enableWhen-operator']],
    [{ question: 'integer', operator: '=' }, ['x enableWhen-type']],
    [{ question: 'integer', operator: '~', answerInteger: 1 }, ['x enableWhen-operator']],
    [{ question: 'integer', operator: 'exists' }, ['x que-7']],
    [{ question: 'file', operator: 'exists', answerBoolean: true }, []],
    [{ question: 'file', operator: '=', answerString: 'a' }, ['x enableWhen-type']],
    [{ question: 'display', operator: 'exists', answerBoolean: true }, ['x enableWhen-type']],
    [{ question: 'nobody', operator: 'exists', answerBoolean: true }, ['x enableWhen-unknown']],
    [
      { question: 'x', operator: 'exists', answerBoolean: true },
      ['x enableWhen-inner', 'x enableWhen-type'],
    ],
  ])('%j: %j', (condition, expected) => {
    expect(on(condition)).toEqual(expected);
  });

  const exists = (question: string) => [{ question, operator: 'exists', answerBoolean: true }];

  test('a question below the item is no order and no circle, but an error of its own', () => {
    expect(
      found({
        linkId: 'g',
        type: 'group',
        enableWhen: exists('i'),
        item: [{ linkId: 'i', type: 'integer' }],
      }),
    ).toEqual(['g enableWhen-inner']);
  });

  test('a circle is told at each of its items, forward ones are warned as well', () => {
    expect(
      found(
        { linkId: 'a', type: 'integer', enableWhen: exists('c') },
        { linkId: 'b', type: 'integer', enableWhen: exists('a') },
        { linkId: 'c', type: 'integer', enableWhen: exists('b') },
        { linkId: 'd', type: 'integer', enableWhen: exists('c') },
      ),
    ).toEqual([
      'a enableWhen-cycle',
      'a enableWhen-order (warning)',
      'b enableWhen-cycle',
      'c enableWhen-cycle',
    ]);
  });

  test('a circle may run through the group around a question', () => {
    expect(
      found(
        { linkId: 'x', type: 'integer', enableWhen: exists('y') },
        {
          linkId: 'g',
          type: 'group',
          enableWhen: exists('x'),
          item: [{ linkId: 'y', type: 'integer' }],
        },
      ),
    ).toEqual(['g enableWhen-cycle', 'x enableWhen-cycle', 'x enableWhen-order (warning)']);
  });
});

test('what is no form says so', () => {
  expect(checkForm({ resourceType: 'Patient' }).map(({ rule }) => rule)).toEqual(['resource-type']);
  expect(checkForm(null).map(({ rule }) => rule)).toEqual(['resource-type']);
});
