import * as fc from 'fast-check';
import type { Json } from '../../src/index.ts';

// Random forms that are allowed to be wrong, and random responses that mostly fit them.

const LINK_IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const linkIds = fc.constantFrom(...LINK_IDS);
const numbers = fc.integer({ min: 0, max: 2 });
const flags = fc.boolean();

const conditions = fc.oneof(
  fc.record({
    question: linkIds,
    operator: fc.constantFrom('=', '!=', '>', '<', '>=', '<='),
    answerInteger: numbers,
  }),
  fc.record({ question: linkIds, operator: fc.constant('exists'), answerBoolean: flags }),
  fc.record({
    question: linkIds,
    operator: fc.constantFrom('=', '!='),
    answerString: fc.constant('x'),
  }),
);

const own = {
  linkId: linkIds,
  repeats: flags,
  required: flags,
  enableWhen: fc.array(conditions, { maxLength: 2 }),
  enableBehavior: fc.constantFrom('all', 'any', undefined),
  initial: fc.constantFrom([{ valueInteger: 1 }], []),
};

const { items } = fc.letrec<{ items: Json[]; item: Json }>((tie) => ({
  items: fc.array(tie('item'), { maxLength: 4 }),
  item: fc.oneof(
    { maxDepth: 3 },
    fc.record({ ...own, type: fc.constantFrom('integer', 'string', 'display', 'question') }),
    fc.record({ ...own, type: fc.constantFrom('group', 'group', 'integer'), item: tie('items') }),
  ),
}));

/** linkIds may repeat, conditions may run in circles, texts may hold children. */
export const forms: fc.Arbitrary<Json> = items.map((item) => ({
  resourceType: 'Questionnaire',
  status: 'active',
  item,
}));

const values = fc.constantFrom<Json>(
  { valueInteger: 0 },
  { valueInteger: 1 },
  { valueInteger: 2 },
  { valueString: 'x' },
  { valueString: '' },
  {},
);

/** A response in the shape of the form, with gaps, several instances and some answers out of place. */
export function responsesTo(form: Json): fc.Arbitrary<Json> {
  return itemsFor(form['item'], 0).map((item) => ({
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    item,
  }));
}

function itemsFor(defs: unknown, depth: number): fc.Arbitrary<Json[]> {
  const list = Array.isArray(defs) ? (defs as Json[]) : [];
  const each = list.map((def) =>
    fc.array(itemFor(def, depth), { maxLength: def['type'] === 'group' ? 2 : 1 }),
  );
  const strange = fc.array(
    fc.record({ linkId: linkIds, answer: fc.array(values, { maxLength: 1 }) }),
    {
      maxLength: depth === 0 ? 1 : 0,
    },
  );
  return fc.tuple(...each, strange).map((parts) => parts.flat());
}

function itemFor(def: Json, depth: number): fc.Arbitrary<Json> {
  const below = itemsFor(def['item'], depth + 1);
  const linkId = fc.constant(def['linkId']);
  if (def['type'] === 'group')
    return fc.record({ linkId, item: below }, { requiredKeys: ['linkId'] });
  const answer = fc
    .tuple(values, below)
    .map(([value, item]) => (item.length > 0 ? { ...value, item } : value));
  return fc.record(
    { linkId, answer: fc.array(answer, { maxLength: 2 }) },
    { requiredKeys: ['linkId'] },
  );
}

/** A form with a response to it. */
export const pairs = forms.chain((form) =>
  responsesTo(form).map((response) => ({ form, response })),
);

const NAMES = [
  'item',
  'answer',
  'linkId',
  'type',
  'enableWhen',
  'question',
  'operator',
  'extension',
  'url',
  'answerOption',
  'valueCoding',
  'valueInteger',
  'valueString',
  'answerInteger',
  'contained',
  'status',
  '__proto__',
];

/** Anything JSON can hold, with FHIR's names in it. */
export const anything: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, 0, -1.5, '', 'a', 'b', 'group', 'integer', 'choice', '=', 'exists'),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('node'), { maxKeys: 5 }),
  ),
})).node;
