import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '@otklik/kernel';
import { checkForm, enabledItems, readForm } from '@otklik/questionnaire';
import type { Change } from '../src/model/change.ts';
import { diffForms } from '../src/model/diff.ts';
import { applyChange } from '../src/model/edit.ts';
import { checkFit, mayBePublished } from '../src/model/fit.ts';
import { exported, readImport } from '../src/model/import.ts';
import type { Json } from '../src/model/json.ts';
import { responseWhere, statesOf } from '../src/model/states.ts';
import { wordsOf } from '../src/model/translations.ts';
import { nextVersion } from '../src/model/versions.ts';
import { shortForm } from './forms.ts';

const ROOT = join(import.meta.dirname, '../../..');
const READY = ['visit-2015', 'social-5point', 'nok-ambulatory-2018', 'six-criteria'];
const ready = (name: string): Json =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../data/${name}.json`), 'utf8')) as Json;

const IDS = ['how', 'why', 'visit', 'doctor', 'criteria', 'comment', 'new-one'];
const ids = fc.constantFrom(...IDS);
const places = fc.integer({ min: 0, max: 5 });
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('add-item' as const),
    linkId: fc.constantFrom('new-one', 'how', 'third'),
    type: fc.constantFrom('choice' as const, 'group' as const, 'display' as const),
    text: fc.constant('Вопрос'),
    into: fc.option(ids),
    at: places,
  }),
  fc.record({
    kind: fc.constant('change-item' as const),
    linkId: ids,
    set: fc.record(
      {
        text: fc.option(fc.constant('Иначе')),
        type: fc.constantFrom('text' as const, 'integer' as const, 'group' as const),
        required: fc.boolean(),
        repeats: fc.boolean(),
        hidden: fc.boolean(),
        maxLength: fc.option(fc.integer({ min: 1, max: 2000 })),
        minValue: fc.option(places),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    kind: fc.constant('move-item' as const),
    linkId: ids,
    into: fc.option(ids),
    at: places,
  }),
  fc.record({ kind: fc.constant('remove-item' as const), linkId: ids }),
  fc.record(
    {
      kind: fc.constant('put-option' as const),
      linkId: ids,
      at: places,
      option: fc.option(
        fc.record({
          code: fc.constantFrom('a', '5'),
          text: fc.constant('Ответ'),
          ordinal: fc.option(places),
          exclusive: fc.boolean(),
        }),
      ),
      to: places,
    },
    { requiredKeys: ['kind', 'linkId', 'at', 'option'] },
  ),
  fc.record({
    kind: fc.constant('put-condition' as const),
    linkId: ids,
    conditions: fc.array(
      fc.record({
        question: ids,
        operator: fc.constantFrom('=' as const, '!=' as const, 'exists' as const, '>' as const),
        answer: fc.constantFrom('1', 'true', 'good'),
      }),
      { maxLength: 3 },
    ),
    behaviour: fc.constantFrom('all' as const, 'any' as const),
  }),
  fc.record({
    kind: fc.constant('put-translation' as const),
    linkId: fc.option(ids),
    part: fc.constantFrom('title' as const, 'text' as const, 'option' as const),
    option: places,
    language: fc.constantFrom('en', 'tt'),
    text: fc.option(fc.constant('Words')),
  }),
  fc.record({ kind: fc.constant('put-title' as const), title: fc.constant('Другое название') }),
  fc.record({
    kind: fc.constant('put-code' as const),
    linkId: ids,
    code: fc.option(fc.constant('c')),
  }),
);

describe('edits of a draft', () => {
  const forms = fc.constantFrom<Json>(shortForm('x'), ready('visit-2015'));

  test('what a change says takes it back restores the form, and no change breaks the check', () => {
    fc.assert(
      fc.property(forms, fc.array(changes, { maxLength: 8 }), (form, list) => {
        let resource = form;
        for (const change of list) {
          let edited;
          try {
            edited = applyChange(resource, change);
          } catch (error) {
            expect(isAppError(error)).toBe(true);
            continue;
          }
          expect(Array.isArray(checkForm(edited.resource))).toBe(true);
          expect(applyChange(edited.resource, edited.undo).resource).toEqual(resource);
          resource = edited.resource;
        }
        expect(Array.isArray(checkFit(resource))).toBe(true);
      }),
      { numRuns: 250 },
    );
  });

  test('a group does not go into itself, and a text between questions holds nothing', () => {
    const visit = ready('visit-2015');
    const move = (linkId: string, into: string) => () =>
      applyChange(visit, { kind: 'move-item', linkId, into, at: 0 });
    expect(move('visit', 'doctor')).toThrow('move-impossible');
    const { resource } = applyChange(visit, {
      kind: 'add-item',
      linkId: 'note',
      type: 'display',
      text: 'К слову',
      into: null,
      at: 0,
    });
    expect(() =>
      applyChange(resource, { kind: 'move-item', linkId: 'doctor', into: 'note', at: 0 }),
    ).toThrow('move-impossible');
  });

  test('what differs between two versions is named by item', () => {
    const older = ready('visit-2015');
    const moved = applyChange(older, { kind: 'move-item', linkId: 'comment', into: null, at: 0 });
    const changed = applyChange(moved.resource, {
      kind: 'change-item',
      linkId: 'doctor',
      set: { required: false },
    });
    const newer = applyChange(changed.resource, { kind: 'remove-item', linkId: 'recommend' });
    expect(diffForms(older, newer.resource)).toEqual({
      added: [],
      removed: ['recommend'],
      moved: ['comment'],
      changed: [{ linkId: 'doctor', members: ['required'] }],
      form: [],
    });
  });

  test('the next version is one that nobody has', () => {
    expect(nextVersion('1.0.0', new Set(['1.0.0', '1.1.0']))).toBe('1.2.0');
    expect(nextVersion('draft-a', new Set())).toBe('draft-a-2');
  });
});

describe('what stands against publishing', () => {
  const how = () => shortForm('x').item[0] as Json;
  const against = (...item: Json[]) =>
    checkFit({ ...shortForm('x'), item }).map(({ rule }) => rule);
  const question = (more: Json): Json => ({
    linkId: 'q',
    code: [{ code: 'q' }],
    text: 'Вопрос',
    type: 'text',
    maxLength: 100,
    ...more,
  });
  const extension = (name: string, value: Json) => ({
    extension: [{ url: `http://hl7.org/fhir/StructureDefinition/${name}`, ...value }],
  });
  const scale = (linkId: string, length: number): Json => ({
    ...question({ linkId, type: 'integer' }),
    answerOption: Array.from({ length }, (_, at) => ({ valueInteger: at + 1 })),
  });

  test.each<[string, Json[]]>([
    ['unfit-for-page', [question({ type: 'attachment' })]],
    ['unfit-for-page', [question({ type: 'choice' })]],
    [
      'option-without-code',
      [question({ type: 'choice', answerOption: [{ valueCoding: { display: 'Да' } }] })],
    ],
    ['item-without-indicator', [question({ code: undefined })]],
    ['asks-who', [question({ text: 'Укажите ваш номер телефона.' })]],
    ['asks-who', [question({ text: 'Как вас зовут?' })]],
    ['asks-who', [question({ code: [{ code: 'phone' }] })]],
    ['text-over-2000', [question({ maxLength: 2001 })]],
    ['pattern-refused', [question(extension('regex', { valueString: '(a+)+$' }))]],
    [
      'scale-mixed',
      [{ linkId: 'g', type: 'group', text: 'Г', item: [scale('a', 5), scale('b', 10)] }],
    ],
    ['too-long-for-a-minute', Array.from({ length: 8 }, (_, at) => scale(`s${at}`, 5))],
    [
      'response-may-not-fit',
      Array.from({ length: 3 }, (_, at) => question({ linkId: `t${at}`, maxLength: 2000 })),
    ],
    [
      'never-asked',
      [
        how(),
        question({
          enableWhen: [{ question: 'how', operator: '=', answerCoding: { code: 'ugly' } }],
        }),
      ],
    ],
  ])('%s', (rule, item) => {
    expect(against(...item)).toContain(rule);
  });

  test('a warning not to write such things is no such question; a plain pattern is taken', () => {
    expect(against(question({ text: 'Расскажите. Не пишите имена и телефоны.' }))).toEqual([]);
    expect(against(question(extension('regex', { valueString: '[0-9]{4}' })))).toEqual([]);
  });

  test('only gaps in a translation are counted', () => {
    const { resource } = applyChange(shortForm('x'), {
      kind: 'put-translation',
      linkId: null,
      part: 'title',
      language: 'en',
      text: 'Short',
    });
    expect(checkFit(resource)).toEqual([
      {
        linkId: null,
        rule: 'translation-missing',
        level: 'warning',
        data: { language: 'en', count: 4 },
      },
    ]);
    expect(wordsOf(resource, 'en')[0]).toMatchObject({
      own: 'Короткая анкета',
      translated: 'Short',
    });
  });

  test('the ready forms may be published, and go out as they came in', () => {
    for (const name of READY) {
      const form = ready(name);
      const findings = checkFit(form);
      expect([name, findings.filter(({ level }) => level === 'error')]).toEqual([name, []]);
      expect(mayBePublished(findings)).toBe(true);
      const read = readImport(JSON.stringify(form));
      if ('faults' in read) throw new Error(read.faults.join());
      const { meta: _, ...rest } = form;
      const state = form['status'] === 'draft' ? 'draft' : 'published';
      expect(exported(read.resource, String(form['version']), state)).toEqual(rest);
    }
  });
});

describe('what comes from elsewhere', () => {
  test('foreign forms are read or refused by name, and none breaks anything', () => {
    const folder = join(ROOT, 'packages/questionnaire/test/vectors/response-validation');
    let taken = 0;
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const { questionnaire } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;
      const read = readImport(JSON.stringify(questionnaire ?? null));
      if ('faults' in read) expect(read.faults.length).toBeGreaterThan(0);
      else {
        taken += 1;
        expect(Array.isArray(checkFit(read.resource))).toBe(true);
        expect(statesOf(readForm(read.resource)).length).toBeGreaterThan(0);
      }
    }
    expect(taken).toBeGreaterThan(10);
  });

  test('what cannot be a draft is refused with every fault', () => {
    const faults = (text: string) => {
      const read = readImport(text);
      return 'faults' in read ? read.faults : [];
    };
    expect(faults('{')).toEqual(['not-json']);
    expect(faults('[]')).toEqual(['not-a-questionnaire']);
    const item = Array.from({ length: 301 }, (_, at) => ({ linkId: `i${at}`, type: 'text' }));
    expect(
      faults(JSON.stringify({ resourceType: 'Questionnaire', title: 'x'.repeat(5000), item })),
    ).toEqual(['no-address', 'too-many-items', 'text-too-long']);
    const kept = readImport(
      JSON.stringify({ ...shortForm('x'), text: { div: '<script>' }, meta: { tag: [] } }),
    );
    expect(kept).toMatchObject({ notices: ['narrative-dropped', 'meta-dropped'] });
    expect(JSON.stringify(kept)).not.toContain('<script>');
  });
});

describe('states of a preview', () => {
  test('each conditional item of the ready forms is seen asked and not asked', () => {
    for (const name of READY) {
      const form = readForm(ready(name));
      const states = statesOf(form);
      expect(new Set(states.map(({ id }) => id)).size).toBe(states.length);
      for (const def of form.all.filter(({ conditions }) => conditions.length > 0)) {
        for (const asked of [true, false]) {
          const state = states.find(
            ({ kind, linkId }) => linkId === def.linkId && kind === (asked ? 'asked' : 'not-asked'),
          );
          const enabled = [...enabledItems(form, state?.response)].some(
            ([key, on]) => on && key.split('/').at(-1) === def.linkId,
          );
          expect([name, def.linkId, enabled]).toEqual([name, def.linkId, asked]);
        }
      }
    }
  });

  test('a condition that nothing makes true has no such state', () => {
    const form = readForm({
      resourceType: 'Questionnaire',
      item: [
        { linkId: 'a', type: 'boolean' },
        {
          linkId: 'b',
          type: 'text',
          enableBehavior: 'all',
          enableWhen: [
            { question: 'a', operator: '=', answerBoolean: true },
            { question: 'a', operator: '=', answerBoolean: false },
          ],
        },
      ],
    });
    expect(responseWhere(form, form.all[1]!, true)).toBe(null);
  });
});
