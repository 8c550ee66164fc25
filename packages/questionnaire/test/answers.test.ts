import { describe, expect, test } from 'vitest';
import { judge, readForm } from '../src/index.ts';
import { broken, extension, formOf, responseOf, rulesOf } from './support/build.ts';

const on = (...extensions: object[]) => ({ extension: extensions });

describe('type of the value', () => {
  test.each([
    ['boolean', { valueBoolean: 'yes' }],
    ['integer', { valueInteger: 1.5 }],
    ['integer', { valueInteger: 3_000_000_000 }],
    ['integer', { valueDecimal: 1 }],
    ['date', { valueDate: '2026-02-30' }],
    ['dateTime', { valueDateTime: '2026-02-03T10:00:00' }],
    ['time', { valueTime: '25:00:00' }],
    ['url', { valueString: 'https://example.org' }],
    ['text', { valueString: 'a', valueInteger: 1 }],
  ])('%s refuses %j', (type, answer) => {
    expect(broken({ type }, answer)).toEqual(['invalidAnswerType@0']);
  });

  test.each([
    ['boolean', { valueBoolean: false }],
    ['integer', { valueInteger: 0 }],
    ['date', { valueDate: '2024-02-29' }],
    ['date', { valueDate: '2024' }],
    ['dateTime', { valueDateTime: '2026-02-03T10:00:00.5+03:00' }],
    ['time', { valueTime: '09:30:00' }],
    ['open-choice', { valueString: 'своё' }],
    ['open-choice', { valueCoding: { code: 'a' } }],
    ['reference', { valueReference: { display: 'без ссылки' } }],
  ])('%s takes %j', (type, answer) => {
    expect(broken({ type, required: true }, answer)).toEqual([]);
  });

  test('an answer of a wrong type still counts as an answer', () => {
    expect(broken({ type: 'integer', required: true }, { valueString: '1' })).toEqual([
      'invalidAnswerType@0',
    ]);
  });

  test.each([[{}], [{ valueString: ' ' }], [{ valueString: null }]])(
    '%j is no answer',
    (answer) => {
      expect(broken({ type: 'string', required: true }, answer)).toEqual(['required']);
    },
  );
});

describe('texts', () => {
  test.each([
    [{ type: 'string' }, 'a\nb', ['invalidNewLine@0']],
    [{ type: 'text' }, 'a\nb', []],
    [{ type: 'string', ...on(extension('minLength', { valueInteger: 3 })) }, 'да', ['minLength@0']],
    [{ type: 'text', maxLength: 3 }, 'нет!', ['maxLength@0']],
    // Length is counted in characters, not in units of UTF-16.
    [{ type: 'text', maxLength: 3 }, '👍👍👍', []],
    [{ type: 'string', ...on(extension('regex', { valueString: '\\d{3}' })) }, '1234', ['regex@0']],
    [{ type: 'string', ...on(extension('regex', { valueString: 'a|bc' })) }, 'abc', ['regex@0']],
    [{ type: 'string', ...on(extension('regex', { valueString: '\\d{3}' })) }, '123', []],
    [{ type: 'string', ...on(extension('regex', { valueString: '(' })) }, 'abc', []],
  ])('%j and %j', (question, text, rules) => {
    expect(broken(question, { valueString: text })).toEqual(rules);
  });

  test.each([
    ['https://example.org/a?b=c#d', true],
    ['../a/b', true],
    ['urn:uuid:c757873d-ec9a-4326-a141-556f43239520', true],
    ['urn:oid:1.2.643', true],
    ['mailto:a@example.org', true],
    ['https://клиника.рф/отзыв', true],
    ['not an address', false],
    ['http:/example.org', false],
    ['https://', false],
    ['urn:uuid:12', false],
    ['urn:oid:9', false],
    ['https://example.org/%zz', false],
    ['a{b}', false],
  ])('address %s', (valueUri, fine) => {
    expect(broken({ type: 'url' }, { valueUri })).toEqual(fine ? [] : ['invalidUrlValue@0']);
  });
});

describe('numbers and dates', () => {
  test.each([
    [
      { type: 'integer', ...on(extension('minValue', { valueInteger: 1 })) },
      { valueInteger: 0 },
      ['minValue@0'],
    ],
    [
      { type: 'decimal', ...on(extension('maxValue', { valueInteger: 1 })) },
      { valueDecimal: 1.5 },
      ['maxValue@0'],
    ],
    [
      { type: 'decimal', ...on(extension('maxDecimalPlaces', { valueInteger: 2 })) },
      { valueDecimal: 1.234 },
      ['maxDecimalPlaces@0'],
    ],
    [
      { type: 'decimal', ...on(extension('maxDecimalPlaces', { valueInteger: 6 })) },
      { valueDecimal: 1e-7 },
      ['maxDecimalPlaces@0'],
    ],
    [
      { type: 'decimal', ...on(extension('maxDecimalPlaces', { valueInteger: 2 })) },
      { valueDecimal: 1.23 },
      [],
    ],
    [
      { type: 'date', ...on(extension('maxValue', { valueDate: '2026-03' })) },
      { valueDate: '2026-03-31' },
      [],
    ],
    [
      { type: 'date', ...on(extension('maxValue', { valueDate: '2026-03' })) },
      { valueDate: '2026-04-01' },
      ['maxValue@0'],
    ],
    [
      {
        type: 'dateTime',
        ...on(extension('minValue', { valueDateTime: '2026-03-01T00:00:00+03:00' })),
      },
      { valueDateTime: '2026-02-28T21:00:00Z' },
      [],
    ],
    [
      {
        type: 'dateTime',
        ...on(extension('minValue', { valueDateTime: '2026-03-01T00:00:00+03:00' })),
      },
      { valueDateTime: '2026-02-28T20:59:59Z' },
      ['minValue@0'],
    ],
    [
      { type: 'time', ...on(extension('minValue', { valueTime: '09:00:00' })) },
      { valueTime: '08:59:59.5' },
      ['minValue@0'],
    ],
  ])('%j and %j', (question, answer, rules) => {
    expect(broken(question, answer)).toEqual(rules);
  });
});

describe('quantities', () => {
  const quantity = (value: number, code: string) => ({
    valueQuantity: { value, code, system: 'http://unitsofmeasure.org' },
  });
  const most = (value: number, code: string) => ({
    type: 'quantity',
    ...on(extension('maxQuantity', quantity(value, code))),
  });

  test.each([
    [most(1, 'km'), quantity(1000, 'm'), []],
    [most(1, 'km'), quantity(1001, 'm'), ['maxValue@0']],
    [most(1, '[mi_i]'), quantity(1.61, 'km'), ['maxValue@0']],
    [most(200, 'mm[Hg]'), quantity(26, 'kPa'), []],
    [most(200, 'mm[Hg]'), quantity(27, 'kPa'), ['maxValue@0']],
    [most(2, 'h'), quantity(121, 'min'), ['maxValue@0']],
    [most(100, 'mg/dL'), quantity(1, 'g/L'), []],
    [most(1, 'km'), quantity(1, 'kg'), ['maxValueIncompatUnits@0']],
    [most(1, 'km'), quantity(1, '[sesame]'), ['maxValueIncompatUnits@0']],
    [most(1, '[sesame]'), quantity(2, '[sesame]'), ['maxValue@0']],
  ])('%j and %j', (question, answer, rules) => {
    expect(broken(question, answer)).toEqual(rules);
  });

  test('what a conversion loses does not decide at a limit', () => {
    const least = on(extension('minQuantity', quantity(1.1, 'km')));
    expect(broken({ type: 'quantity', ...least }, quantity(1100, 'm'))).toEqual([]);
    expect(broken({ type: 'quantity', ...least }, quantity(1099.999, 'm'))).toEqual(['minValue@0']);
  });

  test('a unit outside the offered ones, and one that no program can read', () => {
    const offered = on(extension('questionnaire-unitOption', { valueCoding: { code: 'kg' } }));
    expect(broken({ type: 'quantity', ...offered }, quantity(1, 'g'))).toEqual(['invalidUnit@0']);
    const set = on(
      extension('questionnaire-unitValueSet', { valueCanonical: 'http://example.org/vs' }),
    );
    const spoken = { valueQuantity: { value: 1, unit: 'кг' } };
    expect(broken({ type: 'quantity', ...set }, spoken)).toEqual(['invalidUnitValueSet@0']);
    expect(broken({ type: 'quantity', ...set }, quantity(1, 'kg'))).toEqual([]);
  });
});

describe('attachments', () => {
  const data = Buffer.from('шесть').toString('base64');

  test.each([
    [{}, { data, size: 10 }, []],
    [{}, { data, size: 11 }, ['attachmentSizeInconsistent@0']],
    [{}, { url: 'https://example.org/a', size: 11 }, []],
    [on(extension('maxSize', { valueDecimal: 9 })), { data }, ['maxAttachmentSize@0']],
    [on(extension('maxSize', { valueDecimal: 10 })), { data }, []],
    [
      on(extension('maxSize', { valueDecimal: 9 })),
      { url: 'https://example.org/a', size: 10 },
      ['maxAttachmentSize@0'],
    ],
    [on(extension('mimeType', { valueCode: 'image/png' })), { data }, ['invalidAttachmentType@0']],
    [on(extension('mimeType', { valueCode: 'image/png' })), { data, contentType: 'image/png' }, []],
  ])('%j and %j', (question, valueAttachment, rules) => {
    expect(broken({ type: 'attachment', ...question }, { valueAttachment })).toEqual(rules);
  });
});

describe('references', () => {
  const patients = on(extension('questionnaire-referenceResource', { valueCode: 'Patient' }));

  test.each([
    [{}, 'Patient/7', []],
    [{}, 'https://example.org/fhir/Patient/7/_history/2', []],
    [{}, '#inner', []],
    [{}, 'Chicken/7', ['invalidRefResourceType@0']],
    [{}, 'Patient 7', ['invalidRefValue@0']],
    [{}, 'ftp://example.org/Patient/7', ['invalidRefValue@0']],
    [patients, 'Patient/7', []],
    [patients, 'Practitioner/7', ['invalidRefResourceTypeRestriction@0']],
  ])('%j and %s', (question, reference, rules) => {
    expect(broken({ type: 'reference', ...question }, { valueReference: { reference } })).toEqual(
      rules,
    );
  });
});

describe('options', () => {
  const coding = (code: string, system?: string) => ({
    valueCoding: { code, ...(system && { system }) },
  });
  const exclusive = extension('questionnaire-optionExclusive', { valueBoolean: true });
  const options = {
    repeats: true,
    answerOption: [
      coding('a', 's'),
      coding('b', 's'),
      { ...coding('none', 's'), extension: [exclusive] },
    ],
  };

  test('a code of the list, also without its system; not of another system', () => {
    expect(
      broken({ type: 'choice', ...options }, coding('a'), coding('a', 't'), coding('c', 's')),
    ).toEqual(['invalidAnswerOption@1', 'invalidAnswerOption@2']);
  });

  test('an exclusive option stands alone; the finding is at it', () => {
    expect(broken({ type: 'choice', ...options }, coding('a', 's'), coding('none', 's'))).toEqual([
      'exclusiveAnswerOption@1',
    ]);
    expect(broken({ type: 'choice', ...options }, coding('none', 's'))).toEqual([]);
  });

  test('an open choice takes any text, but no code outside the list', () => {
    expect(
      broken({ type: 'open-choice', ...options }, { valueString: 'своё' }, coding('c', 's')),
    ).toEqual(['invalidAnswerOption@1']);
  });

  test('what a contained value set excludes is not in it, an expansion counts before its rules', () => {
    const concepts = (...codes: string[]) => [
      { system: 's', concept: codes.map((code) => ({ code })) },
    ];
    const judged = (set: object, code: string) => {
      const contained = [{ resourceType: 'ValueSet', id: 'v', ...set }];
      const item = [{ linkId: 'q', type: 'choice', answerValueSet: '#v' }];
      const answer = responseOf({ linkId: 'q', answer: [coding(code, 's')] });
      const { valid, unchecked } = judge(readForm({ contained, item }), answer);
      return unchecked.length > 0 ? 'unchecked' : valid;
    };
    const compose = { include: concepts('a', 'b'), exclude: concepts('b') };
    const expansion = {
      contains: [{ system: 's', code: 'c', contains: [{ system: 's', code: 'd' }] }],
    };
    expect(['a', 'b', 'c'].map((code) => judged({ compose }, code))).toEqual([true, false, false]);
    expect(['a', 'c', 'd'].map((code) => judged({ compose, expansion }, code))).toEqual([
      false,
      true,
      true,
    ]);
    expect(judged({ compose: { include: [{ system: 's' }] } }, 'a')).toBe('unchecked');
    expect(judged({ compose: { include: [{ system: 's', filter: [{}] }] } }, 'a')).toBe(
      'unchecked',
    );
  });

  test('a contained value set is known, another one is told as unchecked', () => {
    const set = {
      resourceType: 'ValueSet',
      id: 'v',
      compose: { include: [{ system: 's', concept: [{ code: 'a' }] }] },
    };
    const form = (answerValueSet: string) =>
      readForm({ contained: [set], item: [{ linkId: 'q', type: 'choice', answerValueSet }] });
    const answer = responseOf({ linkId: 'q', answer: [coding('x', 's')] });
    expect(rulesOf(judge(form('#v'), answer).findings)).toEqual(['invalidCoding@0']);
    expect(judge(form('#v'), responseOf({ linkId: 'q', answer: [coding('a', 's')] }))).toEqual({
      valid: true,
      findings: [],
      unchecked: [],
    });
    expect(judge(form('http://example.org/v'), answer).unchecked).toEqual(['q']);
    const terminology = () => false;
    expect(rulesOf(judge(form('http://example.org/v'), answer, { terminology }).findings)).toEqual([
      'invalidCoding@0',
    ]);
  });
});

describe('how many', () => {
  const occurs = (least: number, most: number) => ({
    type: 'integer',
    repeats: true,
    ...on(
      extension('questionnaire-minOccurs', { valueInteger: least }),
      extension('questionnaire-maxOccurs', { valueInteger: most }),
    ),
  });
  const one = { valueInteger: 1 };

  test('no answer is too few', () => {
    expect(broken(occurs(2, 3))).toEqual(['minCount']);
    expect(broken(occurs(2, 3), one)).toEqual(['minCount']);
    expect(broken(occurs(2, 3), one, one)).toEqual([]);
    expect(broken(occurs(2, 3), one, one, one, one)).toEqual(['maxCount']);
  });

  test('a repeating question has one item', () => {
    const form = formOf({ linkId: 'q', type: 'integer', repeats: true });
    const item = { linkId: 'q', answer: [one] };
    const { findings } = judge(form, responseOf(item, item));
    expect(findings.map(({ item: place, rule }) => [place, rule])).toEqual([
      ['QuestionnaireResponse.item[1]', 'repeats'],
    ]);
  });

  test('a required group of texts asks for nothing', () => {
    const form = formOf({
      linkId: 'g',
      type: 'group',
      required: true,
      item: [{ linkId: 'd', type: 'display' }],
    });
    expect(judge(form, responseOf()).findings).toEqual([]);
  });
});

describe('the form itself', () => {
  const state = (questionnaire: object, authored?: string) => {
    const form = readForm({ status: 'active', ...questionnaire });
    const { findings, valid } = judge(form, { ...responseOf(), authored });
    expect(valid).toBe(true);
    return rulesOf(findings);
  };

  test('draft, retired, outside its period: a warning each', () => {
    const period = { effectivePeriod: { start: '2026-03', end: '2026-04' } };
    expect(state({ status: 'draft' })).toEqual(['questionnaireDraft']);
    expect(state({ status: 'retired', ...period }, '2026-05-01')).toEqual([
      'questionnaireRetired',
      'questionnaireInactive',
    ]);
    expect(state(period, '2026-02-28T23:00:00+03:00')).toEqual(['questionnaireInactive']);
    expect(state(period, '2026-04-30T23:00:00+03:00')).toEqual([]);
    expect(state(period)).toEqual([]);
  });
});

describe('structure', () => {
  const form = formOf(
    { linkId: 'd', type: 'display' },
    { linkId: 'q', type: 'boolean', item: [{ linkId: 'c', type: 'integer', required: true }] },
    { linkId: 'g', type: 'group', item: [{ linkId: 'x', type: 'integer' }] },
  );
  const places = (...items: object[]) =>
    judge(form, responseOf(...items.map((item) => ({ ...item })))).findings.map(
      ({ item, rule }) => `${rule} ${item}`,
    );

  test('answers of a text, items of a question outside its answers, items in a wrong place', () => {
    expect(places({ linkId: 'd', answer: [{ valueInteger: 1 }] })).toEqual([
      'displayAnswer QuestionnaireResponse.item[0]',
    ]);
    expect(places({ linkId: 'q', item: [{ linkId: 'c', answer: [{ valueInteger: 1 }] }] })).toEqual(
      ['invalidLinkId QuestionnaireResponse.item[0].item[0]'],
    );
    expect(places({ linkId: 'x', answer: [{ valueInteger: 1 }] }, {})).toEqual([
      'invalidLinkId QuestionnaireResponse.item[0]',
      'invalidLinkId QuestionnaireResponse.item[1]',
    ]);
  });

  test('a required child of an answer is judged below it, of no answer not at all', () => {
    expect(places({ linkId: 'q', answer: [{ valueBoolean: true }] })).toEqual([
      'required QuestionnaireResponse.item[0]',
    ]);
    expect(places()).toEqual([]);
    const inner = [{ linkId: 'c', answer: [{ valueString: 'a' }] }];
    expect(places({ linkId: 'q', answer: [{ valueBoolean: true, item: inner }] })).toEqual([
      'invalidAnswerType QuestionnaireResponse.item[0].answer[0].item[0]',
    ]);
  });
});
