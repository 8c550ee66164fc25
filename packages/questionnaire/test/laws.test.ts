import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../src/index.ts';
import {
  checkForm,
  cleanItems,
  enabledItems,
  initialItems,
  judge,
  readForm,
  viewForm,
} from '../src/index.ts';
import { formOf, responseOf } from './support/build.ts';
import { anything, pairs } from './support/random.ts';

const runs = { numRuns: 700 };

test('cleaning twice changes nothing more', () => {
  fc.assert(
    fc.property(pairs, ({ form, response }) => {
      const read = readForm(form);
      const once = { ...response, item: cleanItems(read, response) };
      expect(cleanItems(read, once)).toEqual(once.item);
    }),
    runs,
  );
});

test('a cleaned response answers nothing that is disabled', () => {
  fc.assert(
    fc.property(pairs, ({ form, response }) => {
      const read = readForm(form);
      const { findings } = judge(read, { ...response, item: cleanItems(read, response) });
      expect(findings.filter(({ rule }) => rule === 'notEnabled')).toEqual([]);
    }),
    runs,
  );
});

test('a disabled trigger counts as unanswered: without the answers of disabled items the same is asked', () => {
  fc.assert(
    fc.property(pairs, ({ form, response }) => {
      const read = readForm(form);
      const before = enabledItems(read, response);
      const after = enabledItems(read, without(response, before));
      // Keys of absent items may differ where what was disabled held several instances.
      for (const [key, enabled] of after) {
        if (before.has(key)) expect([key, enabled]).toEqual([key, before.get(key)]);
      }
    }),
    runs,
  );
});

test('nothing below a disabled item is enabled', () => {
  fc.assert(
    fc.property(pairs, ({ form, response }) => {
      const check = (items: ReturnType<typeof viewForm>['items'], above: boolean): void => {
        for (const item of items) {
          if (!above) expect(item.enabled).toBe(false);
          for (const below of item.below) check(below, item.enabled);
        }
      };
      check(viewForm(readForm(form), response, 'ru').items, true);
    }),
    runs,
  );
});

test('while an answer is being given the same is found, and only how many is milder', () => {
  const MILD = new Set(['required', 'repeats', 'minCount', 'maxCount']);
  fc.assert(
    fc.property(pairs, ({ form, response }) => {
      const read = readForm(form);
      const draft = judge(read, { ...response, status: 'in-progress' }).findings;
      const final = judge(read, response).findings;
      const expected = final.map((finding) =>
        MILD.has(finding.rule) ? { ...finding, level: 'warning', severity: 'warning' } : finding,
      );
      expect(draft).toEqual(expected);
    }),
    runs,
  );
});

test('a new response answers nothing that is disabled, and cleaning it changes nothing', () => {
  fc.assert(
    fc.property(pairs, ({ form }) => {
      const read = readForm(form);
      const item = initialItems(read);
      const { findings } = judge(read, responseOf(...item));
      expect(findings.filter(({ rule }) => rule === 'notEnabled')).toEqual([]);
      expect(cleanItems(read, { item })).toEqual(item);
    }),
    runs,
  );
});

test('no JSON makes the engine throw', () => {
  fc.assert(
    fc.property(anything, anything, (form, response) => {
      const read = readForm(form);
      const { valid, findings } = judge(read, response);
      expect(valid).toBe(findings.every(({ level }) => level !== 'error'));
      judge(null, response);
      enabledItems(read, response);
      cleanItems(read, response);
      initialItems(read);
      viewForm(read, response, 'en');
      expect(Array.isArray(checkForm(form))).toBe(true);
      checkForm({ resourceType: 'Questionnaire', item: form });
    }),
    runs,
  );
});

test('neither a deep form nor a long chain of conditions is too much', () => {
  let deep: Json = { linkId: 'x0', type: 'integer' };
  let answer: Json = { linkId: 'x0', answer: [{ valueInteger: 1 }] };
  for (let level = 1; level < 3000; level += 1) {
    deep = { linkId: `x${level}`, type: 'group', item: [deep] };
    answer = { linkId: `x${level}`, item: [answer] };
  }
  const form = formOf(deep);
  expect(judge(form, responseOf(answer)).valid).toBe(false);
  expect(checkForm(form.raw).some(({ rule }) => rule === 'item-depth')).toBe(true);

  const chain = Array.from({ length: 20_000 }, (_, at) => ({
    linkId: `c${at}`,
    type: 'integer',
    ...(at > 0 && {
      enableWhen: [{ question: `c${at - 1}`, operator: '>=', answerInteger: 1 }],
    }),
  }));
  const all = chain.map(({ linkId }) => ({ linkId, answer: [{ valueInteger: 1 }] }));
  const turned = chain.toReversed();
  for (const order of [chain, turned]) {
    const read = formOf(...order);
    expect(enabledItems(read, responseOf(...all)).get('c19999')).toBe(true);
    expect(cleanItems(read, responseOf(...all.slice(1)))).toEqual([]);
  }
});

/** The response without the answers of items that are not enabled, places kept. */
function without(response: Json, enabled: ReadonlyMap<string, boolean>): Json {
  const view = new Set([...enabled].filter(([, on]) => on).map(([key]) => key));
  const strip = (items: unknown, prefix: string): Json[] => {
    const seen = new Map<string, number>();
    return (Array.isArray(items) ? (items as Json[]) : []).map((item) => {
      const linkId = String(item['linkId']);
      const nth = seen.get(linkId) ?? 0;
      seen.set(linkId, nth + 1);
      const keys = [`${prefix}${linkId}[${nth}]`, ...(nth === 0 ? [`${prefix}${linkId}`] : [])];
      const key = keys.find((one) => enabled.has(one));
      if (key === undefined) return item;
      if (!view.has(key)) return { linkId, ...('item' in item && { item: [] }) };
      return 'item' in item ? { ...item, item: strip(item['item'], `${key}/`) } : item;
    });
  };
  return { ...response, item: strip(response['item'], '') };
}
