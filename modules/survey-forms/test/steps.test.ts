import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkForm, readForm } from '@otklik/questionnaire';
import { stepsOf } from '../src/index.ts';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8'));
const uses = read('uses.json') as { forms: { file: string }[] };

describe('bundled forms', () => {
  test.each(uses.forms.map(({ file }) => file))('%s may be published', (file) => {
    expect(checkForm(read(file)).filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('steps', () => {
  const form = readForm({
    resourceType: 'Questionnaire',
    item: [
      { linkId: 'how', type: 'group', item: [{ linkId: 'well', type: 'boolean' }] },
      {
        linkId: 'why',
        type: 'group',
        enableWhen: [{ question: 'well', operator: '=', answerBoolean: false }],
        enableBehavior: 'all',
        item: [{ linkId: 'words', type: 'text' }],
      },
      { linkId: 'last', type: 'text' },
    ],
  });
  const answered = (well: boolean) => ({
    item: [{ linkId: 'how', item: [{ linkId: 'well', answer: [{ valueBoolean: well }] }] }],
  });
  const indexes = (response?: unknown): number[] =>
    stepsOf(form, response).map(({ index }) => index);

  test('are the top-level items, each at its own place', () => {
    expect(stepsOf(form).map(({ linkIds }) => linkIds)).toEqual([['how'], ['why'], ['last']]);
  });

  test('leave out a page on which nothing is asked, and keep the places of the others', () => {
    expect(indexes({})).toEqual([0, 2]);
    expect(indexes(answered(true))).toEqual([0, 2]);
    expect(indexes(answered(false))).toEqual([0, 1, 2]);
  });
});
