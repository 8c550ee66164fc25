import * as fc from 'fast-check';
import type { Json } from '../../src/index.ts';

// Items of every type, and random responses that fit them.

const option = (code: string): Json => ({ valueCoding: { system: 'urn:test', code } });

/** One item of each type with a text that its field takes. */
export const everyType: readonly Json[] = [
  { linkId: 'boolean', type: 'boolean', sample: 'true' },
  { linkId: 'decimal', type: 'decimal', sample: '1.5' },
  { linkId: 'integer', type: 'integer', sample: '3' },
  { linkId: 'date', type: 'date', sample: '2026-03-01' },
  { linkId: 'dateTime', type: 'dateTime', sample: '2026-03-01' },
  { linkId: 'time', type: 'time', sample: '10:00' },
  { linkId: 'string', type: 'string', sample: 'x' },
  { linkId: 'text', type: 'text', sample: 'x' },
  { linkId: 'url', type: 'url', sample: 'https://example.org' },
  { linkId: 'choice', type: 'choice', answerOption: [option('a'), option('b')], sample: 'a' },
  { linkId: 'open-choice', type: 'open-choice', answerOption: [option('a')], sample: 'a' },
  { linkId: 'quantity', type: 'quantity', sample: '2' },
  { linkId: 'attachment', type: 'attachment', sample: 'x' },
  { linkId: 'reference', type: 'reference', sample: 'x' },
  { linkId: 'display', type: 'display', sample: 'x' },
];

const number = fc.integer({ min: -1000, max: 1000 });
const words = fc.constantFrom('a', ' padded ', 'два слова', '0', '~other', '"<b>');
const values: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  boolean: fc.boolean().map((valueBoolean) => ({ valueBoolean })),
  decimal: number.map((n) => ({ valueDecimal: n / 8 })),
  integer: number.map((valueInteger) => ({ valueInteger })),
  date: fc.constantFrom('2026', '2026-02', '2026-02-28').map((valueDate) => ({ valueDate })),
  dateTime: fc
    .constantFrom('2026-02-28', '2026-02-28T10:00:00Z', '2026-02-28T10:00:00+03:00')
    .map((valueDateTime) => ({ valueDateTime })),
  time: fc.constantFrom('10:00:00', '23:59:59').map((valueTime) => ({ valueTime })),
  string: words.map((valueString) => ({ valueString })),
  text: fc.oneof(words, fc.constant('two\nlines')).map((valueString) => ({ valueString })),
  url: fc.constant({ valueUri: 'https://example.org/' }),
  choice: fc.constantFrom(option('a'), option('b')),
  'open-choice': fc.oneof(
    fc.constantFrom(option('a'), option('b')),
    fc.constantFrom('x', 'other').map((valueString) => ({ valueString })),
  ),
  quantity: fc.oneof(
    number.map((value) => ({ valueQuantity: { value } })),
    number.map((value) => ({ valueQuantity: { value, unit: 'kg' } })),
  ),
};
const TYPES = Object.keys(values);

interface Built {
  readonly def: Json;
  readonly items: fc.Arbitrary<Json[]>;
}

const built = (depth: number, at: string): fc.Arbitrary<Built> =>
  fc
    .record({
      type: fc.constantFrom(...TYPES, ...(depth < 3 ? ['group', 'group', 'display'] : [])),
      repeats: fc.boolean(),
      conditional: fc.boolean(),
      width: fc.integer({ min: 0, max: 3 }),
    })
    .chain(({ type, repeats, conditional, width }) => {
      const below =
        depth < 3 && (type === 'group' || (!repeats && conditional))
          ? Array.from({ length: width }, (_, nth) => built(depth + 1, `${at}.${nth}`))
          : [];
      return fc.tuple(...below).map((inner) => itemOf(at, type, repeats, conditional, inner));
    });

function itemOf(
  linkId: string,
  type: string,
  repeats: boolean,
  conditional: boolean,
  inner: readonly Built[],
): Built {
  const offered = type === 'choice' || type === 'open-choice';
  const def = {
    linkId,
    type,
    ...(type !== 'display' && { repeats }),
    ...(offered && { answerOption: [option('a'), option('b')] }),
    // The first item of all is the trigger, where it is an integer.
    ...(conditional && {
      enableWhen: [{ question: 'i.0', operator: 'exists', answerBoolean: true }],
    }),
    ...(inner.length > 0 && type !== 'display' && { item: inner.map((one) => one.def) }),
  };
  const below = fc.tuple(...inner.map((one) => one.items)).map((lists) => lists.flat());
  if (type === 'display') return { def, items: fc.constant([]) };
  if (type === 'group') {
    const instances = fc.array(below, { maxLength: repeats ? 3 : 1 });
    return { def, items: instances.map((all) => all.map((item) => ({ linkId, item }))) };
  }
  const value = values[type] ?? fc.constant({});
  const answer = fc
    .tuple(value, below)
    .map(([one, item]) => (item.length > 0 ? { ...one, item } : one));
  // Boxes are ticked once each, and there is one field for other words.
  const selector = offered
    ? (one: Json) => ('valueString' in one ? 'words' : JSON.stringify(one['valueCoding']))
    : undefined;
  const answers = repeats
    ? fc.uniqueArray(answer, {
        maxLength: 3,
        ...(selector ? { selector } : { comparator: () => false }),
      })
    : fc.array(answer, { maxLength: 1 });
  return { def, items: answers.map((list) => (list.length > 0 ? [{ linkId, answer: list }] : [])) };
}

/** A form of any types, conditions and depth, with a response whose values fit it. */
export const fitting: fc.Arbitrary<{ form: Json; response: Json }> = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.tuple(...Array.from({ length: width }, (_, nth) => built(0, `i.${nth}`))))
  .chain((all) =>
    fc.tuple(...all.map((one) => one.items)).map((lists) => ({
      form: { resourceType: 'Questionnaire', status: 'active', item: all.map((one) => one.def) },
      response: {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        item: lists.flat(),
      },
    })),
  );
