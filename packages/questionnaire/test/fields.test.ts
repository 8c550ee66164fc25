import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry, Json, ViewItem } from '../src/index.ts';
import {
  ADD,
  cleanItems,
  fieldsToResponse,
  judge,
  OFFSET,
  OTHER,
  OTHER_WORDS,
  readForm,
  REMOVE,
  responseToFields,
  UNIT,
  viewForm,
} from '../src/index.ts';
import { extension, formOf, responseOf } from './support/build.ts';
import { everyType, fitting } from './support/every-type.ts';
import { anything, pairs } from './support/random.ts';

const runs = { numRuns: 400 };

describe('laws of fields', () => {
  test('the fields of a page give back the response the page was made from', () => {
    fc.assert(
      fc.property(fitting, ({ form, response }) => {
        const read = readForm(form);
        const kept = { ...response, item: cleanItems(read, response) };
        const again = fieldsToResponse(read, responseToFields(read, kept), kept);
        expect(cleanItems(read, { item: again })).toEqual(kept.item);
      }),
      runs,
    );
  });

  test('short names of the page mean the same items', () => {
    const namesOf = (items: readonly ViewItem[]): [string, string][] =>
      items.flatMap(({ key, name, below }) => [[key, name], ...namesOf(below.flat())]);
    fc.assert(
      fc.property(fitting, ({ form, response }) => {
        const read = readForm(form);
        const names = new Map(namesOf(viewForm(read, response, 'ru').items));
        const entries = responseToFields(read, response);
        const short = entries.map(([name, value]): Entry => [names.get(name) ?? name, value]);
        expect(fieldsToResponse(read, short, response)).toEqual(
          fieldsToResponse(read, entries, response),
        );
      }),
      runs,
    );
    const twins = formOf({ linkId: 'a', type: 'string' }, { linkId: '.0', type: 'string' });
    // An item that bears such a name itself is the one that is meant.
    expect(fieldsToResponse(twins, [['.0', 'x']], {})).toEqual([
      { linkId: '.0', answer: [{ valueString: 'x' }] },
    ]);
    expect(fieldsToResponse(twins, [['.zz', 'x']], {})).toEqual([]);
  });

  test('the order of differently named fields has no meaning', () => {
    fc.assert(
      fc.property(fitting, fc.integer(), ({ form, response }, seed) => {
        const read = readForm(form);
        const entries = responseToFields(read, response);
        const turned = byName(entries, seed);
        expect(fieldsToResponse(read, turned, response)).toEqual(
          fieldsToResponse(read, entries, response),
        );
      }),
      runs,
    );
  });

  test('names that no item has change nothing, and neither do steps that were not on the page', () => {
    fc.assert(
      fc.property(fitting, fc.string(), ({ form, response }, value) => {
        const read = readForm(form);
        const strange: Entry[] = [
          ['stranger', value],
          ['__proto__', value],
          ['constructor', value],
          ['g[7', value],
        ];
        const entries = responseToFields(read, response);
        expect(fieldsToResponse(read, [...entries, ...strange], response)).toEqual(
          fieldsToResponse(read, entries, response),
        );
        const had = response['item'] as Json[];
        const order = new Map(read.items.map((def) => [def.linkId, def.order]));
        const sorted = had.toSorted(
          (a, b) => (order.get(String(a['linkId'])) ?? 0) - (order.get(String(b['linkId'])) ?? 0),
        );
        expect(fieldsToResponse(read, strange, response, { step: [] })).toEqual(sorted);
      }),
      runs,
    );
  });

  test('no fields and no form make it throw', () => {
    const entry = fc.tuple(
      fc.oneof(fc.constantFrom('a', 'a/b', 'c[3]/d', 'a~unit', ADD, REMOVE), fc.string()),
      fc.string(),
    );
    fc.assert(
      fc.property(pairs, anything, fc.array(entry), ({ form }, before, entries) => {
        const read = readForm(form);
        const item = fieldsToResponse(read, entries, before);
        judge(read, { item });
        responseToFields(read, { item });
      }),
      runs,
    );
  });
});

const DOCTOR: Json = { linkId: 'doctor', type: 'choice', answerOption: [coding('5'), coding('1')] };
const WHY: Json = {
  linkId: 'why',
  type: 'text',
  enableWhen: [{ question: 'doctor', operator: '=', answerCoding: { code: '1' } }],
};

test('an answer to what is not asked any more stays in the draft until the form is finished', () => {
  const form = formOf(DOCTOR, WHY);
  const before = responseOf(
    { linkId: 'doctor', answer: [coding('1')] },
    { linkId: 'why', answer: [{ valueString: 'late' }] },
  );
  // Both were on the page; then the other option was chosen and «why» is not on it.
  const first = fieldsToResponse(
    form,
    [
      ['doctor', '5'],
      ['why', 'late'],
    ],
    before,
  );
  const second = fieldsToResponse(form, [['doctor', '5']], { item: first });
  expect(second).toEqual([
    { linkId: 'doctor', answer: [coding('5')] },
    { linkId: 'why', answer: [{ valueString: 'late' }] },
  ]);
  expect(cleanItems(form, { item: second })).toEqual([{ linkId: 'doctor', answer: [coding('5')] }]);
});

test('a question that was on the page and sent nothing is unanswered; a hidden one keeps its answer', () => {
  const hidden = { linkId: 'h', type: 'string', extension: [flag('questionnaire-hidden')] };
  const fixed = { linkId: 'r', type: 'string', readOnly: true };
  const form = formOf(DOCTOR, hidden, fixed);
  const had = [
    { linkId: 'h', answer: [{ valueString: 'kept' }] },
    { linkId: 'r', answer: [{ valueString: 'kept too' }] },
  ];
  const before = responseOf({ linkId: 'doctor', answer: [coding('1')] }, ...had);
  expect(
    fieldsToResponse(
      form,
      [
        ['h', 'forged'],
        ['r', 'forged'],
      ],
      before,
    ),
  ).toEqual(had);
});

test('what cannot be read as the type stays as it was typed, is found, and is shown again', () => {
  const form = formOf({ linkId: 'n', type: 'integer' }, { linkId: 'q', type: 'quantity' });
  const item = fieldsToResponse(
    form,
    [
      ['n', 'пять'],
      ['q', 'много'],
      ['q~unit', 'kg'],
    ],
    {},
  );
  expect(item).toEqual([
    { linkId: 'n', answer: [{ valueString: 'пять' }] },
    { linkId: 'q', answer: [{ valueString: 'много' }] },
  ]);
  expect(judge(form, { item }).findings.map(({ rule }) => rule)).toEqual([
    'invalidAnswerType',
    'invalidAnswerType',
  ]);
  expect(responseToFields(form, { item })[0]).toEqual(['n', 'пять']);
});

test('numbers are read as people write them, moments with the offset of their page', () => {
  const form = formOf(
    { linkId: 'd', type: 'decimal' },
    { linkId: 'm', type: 'dateTime' },
    { linkId: 't', type: 'time' },
    { linkId: 'w', type: 'quantity', extension: [kilograms()] },
  );
  const item = fieldsToResponse(
    form,
    [
      ['d', '1 200,5'],
      ['m', '2026-03-29T10:30'],
      [`m${OFFSET}`, '+03:00'],
      ['t', '09:15'],
      ['w', '70'],
      [`w${UNIT}`, 'lb'],
    ],
    {},
  );
  expect(item.map(({ answer }) => (answer as Json[])[0])).toEqual([
    { valueDecimal: 1200.5 },
    { valueDateTime: '2026-03-29T10:30:00+03:00' },
    { valueTime: '09:15:00' },
    { valueQuantity: { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' } },
  ]);
  expect(judge(form, { item }).valid).toBe(true);
});

test('an option outside the form is kept to be refused; free words of an open choice are words', () => {
  const open = { linkId: 'o', type: 'open-choice', answerOption: [coding('x')] };
  const form = formOf(DOCTOR, open);
  const item = fieldsToResponse(
    form,
    [
      ['doctor', '6'],
      ['o', OTHER],
      [`o${OTHER_WORDS}`, 'a third way'],
    ],
    {},
  );
  expect(judge(form, { item }).findings.map(({ linkId, rule }) => [linkId, rule])).toEqual([
    ['doctor', 'invalidAnswerOption'],
  ]);
  expect(item[1]).toEqual({ linkId: 'o', answer: [{ valueString: 'a third way' }] });
  // An option that was ticked stands, whatever lies in the other field.
  const [, other] = fieldsToResponse(
    form,
    [
      ['o', 'x'],
      [`o${OTHER_WORDS}`, 'left over'],
    ],
    {
      item,
    },
  );
  expect(other).toBe(undefined);
});

test('buttons add an instance of a repeating group with its initial answers and take one away', () => {
  const visit = {
    linkId: 'visit',
    type: 'group',
    repeats: true,
    item: [{ linkId: 'n', type: 'integer', initial: [{ valueInteger: 7 }] }],
  };
  const form = formOf(visit);
  const one = fieldsToResponse(form, [[ADD, 'visit']], {});
  expect(one).toEqual([
    { linkId: 'visit', item: [{ linkId: 'n', answer: [{ valueInteger: 7 }] }] },
  ]);
  const two = fieldsToResponse(
    form,
    [
      ['visit[0]/n', '1'],
      [ADD, 'visit'],
    ],
    { item: one },
  );
  expect(two.length).toBe(2);
  const left = fieldsToResponse(
    form,
    [
      ['visit[0]/n', '1'],
      ['visit[1]/n', '2'],
      [REMOVE, 'visit[0]'],
    ],
    { item: two },
  );
  expect(left).toEqual([
    { linkId: 'visit', item: [{ linkId: 'n', answer: [{ valueInteger: 2 }] }] },
  ]);
});

test('items below an answer go with their answer, not with its place', () => {
  const form = formOf({
    linkId: 'c',
    type: 'choice',
    repeats: true,
    answerOption: [coding('x'), coding('y')],
    item: [{ linkId: 'why', type: 'string' }],
  });
  const before = responseOf({
    linkId: 'c',
    answer: ['x', 'y'].map((code) => ({
      ...coding(code),
      item: [{ linkId: 'why', answer: [{ valueString: `because ${code}` }] }],
    })),
  });
  const entries: Entry[] = [
    ['c', 'y'],
    ['c[0]/why', 'because x'],
    ['c[1]/why', 'still y'],
  ];
  expect(fieldsToResponse(form, entries, before)).toEqual([
    {
      linkId: 'c',
      answer: [{ ...coding('y'), item: [{ linkId: 'why', answer: [{ valueString: 'still y' }] }] }],
    },
  ]);
});

test('every type of item has its field but attachment and reference', () => {
  const form = formOf(...everyType);
  const answered = new Set(
    fieldsToResponse(
      form,
      everyType.map(({ linkId, sample }) => [String(linkId), String(sample)] as const),
      {},
    ).map(({ linkId }) => linkId),
  );
  const silent = everyType.filter(({ linkId }) => !answered.has(linkId)).map(({ type }) => type);
  expect(silent).toEqual(['attachment', 'reference', 'display']);
});

function coding(code: string): Json {
  return { valueCoding: { code } };
}

function flag(name: string): Json {
  return extension(name, { valueBoolean: true });
}

function kilograms(): Json {
  return extension('questionnaire-unitOption', {
    valueCoding: { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' },
  });
}

/** The same fields, names in another order, values of one name as they stood. */
function byName(entries: readonly Entry[], seed: number): Entry[] {
  const names = [...new Set(entries.map(([name]) => name))];
  const rank = (name: string): number => {
    let hash = seed;
    for (const letter of name) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
    return hash;
  };
  return names
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((wanted) => entries.filter(([name]) => name === wanted));
}
