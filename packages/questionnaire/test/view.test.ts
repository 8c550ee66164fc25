import { expect, test } from 'vitest';
import type { ViewItem } from '../src/index.ts';
import {
  canMove,
  initialItems,
  initialOfGroup,
  languagesOf,
  readForm,
  viewForm,
} from '../src/index.ts';
import { formOf, responseOf } from './support/build.ts';
import { filesIn } from './support/golden.ts';

const [, json] = filesIn('forms').find(([name]) => name.startsWith('visit')) ?? [];
const visit = readForm(json);
const FIVE = 'https://otklik.example/fhir/CodeSystem/five-point';
const poor = responseOf({
  linkId: 'visit',
  item: [{ linkId: 'doctor', answer: [{ valueCoding: { system: FIVE, code: '1' } }] }],
});

function flat(items: readonly ViewItem[]): ViewItem[] {
  return items.flatMap((item) => [item, ...item.below.flatMap(flat)]);
}
const itemOf = (language: string, key: string) =>
  flat(viewForm(visit, poor, language).items).find((item) => item.key === key);

test('texts come in the wanted language, and else in the form’s own with its name', () => {
  expect(languagesOf(visit.raw)).toEqual(['ru', 'en']);
  expect(itemOf('en-GB', 'visit/doctor')?.text).toEqual({
    text: 'How satisfied are you with the doctor?',
    lang: 'en',
  });
  expect(itemOf('ru', 'visit/doctor')?.text?.lang).toBe('ru');
  expect(itemOf('tt', 'visit/doctor')?.text?.lang).toBe('ru');
  expect(viewForm(visit, poor, 'en').title?.text).toBe('How was your visit to the clinic?');
});

test('options carry their label, their number and whether they are chosen', () => {
  const options = itemOf('en', 'visit/doctor')?.options ?? [];
  expect(options.map(({ label, ordinal }) => [label.text, ordinal])).toEqual([
    ['Excellent', 5],
    ['Good', 4],
    ['Fair', 3],
    ['Poor', 2],
    ['Very poor', 1],
  ]);
  expect(options.filter(({ chosen }) => chosen).map(({ label }) => label.text)).toEqual([
    'Very poor',
  ]);
});

test('what is asked follows the answers', () => {
  expect(itemOf('ru', 'visit/doctor-why')).toMatchObject({ enabled: true, maxLength: 2000 });
  const empty = flat(viewForm(visit, responseOf(), 'ru').items);
  expect(empty.find(({ key }) => key === 'visit/doctor-why')?.enabled).toBe(false);
});

test('plain options are their own label; a text with nothing to fall back to is none', () => {
  const form = formOf({ linkId: 'n', type: 'integer', answerOption: [{ valueInteger: 0 }, {}] });
  const [item] = viewForm(form, responseOf(), 'ru').items;
  expect(item?.text).toBe(null);
  expect(item?.options.map(({ label }) => label)).toEqual([{ text: '0', lang: null }]);
});

test('a new response starts with the initial answers of enabled items', () => {
  const form = formOf(
    { linkId: 'a', type: 'boolean', initial: [{ valueBoolean: false }] },
    {
      linkId: 'b',
      type: 'choice',
      repeats: true,
      answerOption: [
        { valueCoding: { code: 'x' }, initialSelected: true },
        { valueCoding: { code: 'y' } },
      ],
    },
    {
      linkId: 'off',
      type: 'integer',
      initial: [{ valueInteger: 1 }],
      enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
    },
    {
      linkId: 'g',
      type: 'group',
      repeats: true,
      item: [{ linkId: 'n', type: 'integer', initial: [{ valueInteger: 7 }] }],
    },
  );
  expect(initialItems(form)).toEqual([
    { linkId: 'a', answer: [{ valueBoolean: false }] },
    { linkId: 'b', answer: [{ valueCoding: { code: 'x' } }] },
  ]);
  const [, , , group] = form.items;
  expect(group && initialOfGroup(group)).toEqual({
    linkId: 'g',
    item: [{ linkId: 'n', answer: [{ valueInteger: 7 }] }],
  });
});

test('a response moves only where the rules let it', () => {
  expect(canMove('in-progress', 'completed')).toBe(true);
  expect(canMove('stopped', 'in-progress')).toBe(true);
  expect(canMove('completed', 'in-progress')).toBe(false);
  expect(canMove('entered-in-error', 'completed')).toBe(false);
  expect(canMove('constructor', 'name')).toBe(false);
});
