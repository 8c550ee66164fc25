import * as fc from 'fast-check';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createKeys, createLog } from '@otklik/adapters';
import { newSealPair, SEALED_BOX_OVERHEAD_bytes } from '@otklik/kernel';
import { readForm } from '@otklik/questionnaire';
import {
  BOX_bytes,
  disclose,
  hashesOf,
  monthOfWeek,
  planRelease,
  readReceipt,
  receiptOf,
  weekOf,
  type Waiting,
} from '../src/index.ts';
import { contentOf } from '../src/model/answer.ts';
import { openBox, sealBox } from '../src/model/box.ts';
import { coarseWeights } from '../src/model/release.ts';

const keys = createKeys({
  folder: mkdtempSync(join(tmpdir(), 'otklik-receipts-')),
  log: createLog({ write: () => undefined, level: 'error' }),
});
const TOKEN = 't'.repeat(43);

describe('a receipt', () => {
  const receipt = receiptOf(keys, TOKEN, 'nonce-nonce-nonce');

  test('follows from link and hidden number, has 128 bits and two letters that check', () => {
    expect(receipt).toBe(receiptOf(keys, TOKEN, 'nonce-nonce-nonce'));
    expect(receipt).not.toBe(receiptOf(keys, TOKEN, 'another-another-1'));
    expect(receipt).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('is read as people type it, and a wrong letter is seen', () => {
    expect(readReceipt(receipt.toLowerCase().replaceAll('-', ' '))).toBe(receipt);
    const letters = [...receipt];
    letters[0] = letters[0] === '7' ? '8' : '7';
    expect(readReceipt(letters.join(''))).toBeNull();
    expect(readReceipt('')).toBeNull();
  });

  test('leaves another hash in each place', () => {
    const hashes = hashesOf(keys, receipt);
    const all = [hashes.check, hashes.answer, hashes.comment('a'), hashes.comment('b')];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a box', () => {
  const pair = newSealPair();
  const box = (text: string) =>
    sealBox(pair.publicKey, 'RU-MOW', 'row', {
      codes: { q: ['1'] },
      texts: text ? [['why', text, 'hash']] : [],
      weightClass: 1,
      doctorId: null,
      receiptHash: 'r',
    });

  test('has one size, whoever wrote a comment', () => {
    const sizes = ['', 'а', 'ж'.repeat(2000)].map((text) => box(text).length);
    expect(new Set(sizes)).toEqual(new Set([BOX_bytes + SEALED_BOX_OVERHEAD_bytes]));
  });

  test('opens at its own row alone', () => {
    expect(openBox(pair.privateKey, 'RU-MOW', 'row', box('да')).texts[0]![1]).toBe('да');
    expect(() => openBox(pair.privateKey, 'RU-MOW', 'other', box('да'))).toThrow();
  });

  test('is never larger for more: what does not fit is refused', () => {
    expect(() => box('ж'.repeat(5000))).toThrow('invalid-input');
  });
});

describe('what is kept of an answer', () => {
  const form = readForm({
    resourceType: 'Questionnaire',
    item: [
      { linkId: 'star', type: 'choice', answerOption: [{ valueCoding: { code: '5' } }] },
      { linkId: 'age', type: 'integer' },
      { linkId: 'born', type: 'date' },
      { linkId: 'words', type: 'text' },
    ],
  });
  const given = (linkId: string, value: object) => [{ linkId, answer: [value] }];

  test('codes of options and words; no number or date that somebody typed', () => {
    const items = [
      ...given('star', { valueCoding: { code: '5', display: 'Отлично' } }),
      ...given('age', { valueInteger: 97 }),
      ...given('born', { valueDate: '1929-05-04' }),
      ...given('words', { valueString: 'Спасибо' }),
    ];
    expect(contentOf(form, items)).toEqual({
      codes: { star: ['5'] },
      texts: [['words', 'Спасибо']],
    });
  });

  test('long words and control characters are refused', () => {
    const words = (text: string) => () => contentOf(form, given('words', { valueString: text }));
    expect(words('ж'.repeat(2000))).not.toThrow();
    expect(words('ж'.repeat(2001))).toThrow('invalid-input');
    expect(words('а\nб\tв')).not.toThrow();
    expect(words('а\u0007б')).toThrow('invalid-input');
  });
});

describe('a release', () => {
  const one = (index: number, over: Partial<Waiting> = {}): Waiting => ({
    id: `id-${index}`,
    placeId: 'place',
    formId: 'form',
    formVersion: '1',
    mode: 'mail',
    day: '2026-06-10',
    ...over,
  });
  const many = (count: number, over: Partial<Waiting> = {}) =>
    Array.from({ length: count }, (_, index) => one(index, over));
  const sizes = (waiting: readonly Waiting[]) =>
    planRelease(waiting, '2026-06-10', 8).map(({ ids }) => ids.length);

  test('waits for company: seven stay, eight come out with the week as their window', () => {
    expect(sizes(many(7))).toEqual([]);
    expect(planRelease(many(8), '2026-06-10', 8)).toMatchObject([
      { grain: 'week', windowStart: '2026-06-08' },
    ]);
  });

  test('never makes one batch of two places, forms, weeks or of a tablet and a letter', () => {
    for (const over of [
      { placeId: 'other' },
      { formVersion: '2' },
      { day: '2026-06-07' },
      { mode: 'tablet' },
      { mode: 'poster' },
      { mode: 'paper' },
    ] as const)
      expect(sizes([...many(7), one(8, over)])).toEqual([]);
    // Who had a link in the cabinet is known: the one answer of that kind would be theirs.
    expect(sizes([...many(7), one(8, { mode: 'cabinet' })])).toEqual([]);
    expect(sizes(many(9, { day: '2026-06-11' }))).toEqual([]);
  });

  test('waits for the month and then for the quarter, each once it is over', () => {
    const day = (index: number) => `2026-0${4 + (index % 2)}-${10 + 7 * (index % 3)}`;
    const spread = Array.from({ length: 8 }, (_, index) => one(index, { day: day(index) }));
    const inMay = Array.from({ length: 8 }, (_, index) =>
      one(index, { day: `2026-05-0${index + 1}` }),
    );
    const on = (waiting: readonly Waiting[], today: string) =>
      planRelease(waiting, today, 8).map(({ grain, windowStart, ids }) => [
        grain,
        windowStart,
        ids.length,
      ]);
    expect(on(inMay, '2026-06-03')).toEqual([]);
    expect(on(inMay, '2026-06-04')).toEqual([['month', '2026-05-01', 8]]);
    expect(on(spread, '2026-07-03')).toEqual([]);
    expect(on(spread, '2026-07-04')).toEqual([['quarter', '2026-04-01', 8]]);
    expect(on(spread.slice(1), '2027-01-01')).toEqual([]);
  });

  test('keeps a class of weight only where enough share it', () => {
    expect(coarseWeights([1, 1, 1, 1, 1, 1, 1, 1, 2], 8)).toEqual(Array(9).fill(1));
    expect(coarseWeights([1, 8, 8, 8, 8, 8, 8, 8], 8)).toEqual(Array(8).fill(4));
    const shared = [...Array<1>(8).fill(1), ...Array<4>(8).fill(4)];
    expect(coarseWeights(shared, 8)).toEqual(shared);
  });

  test('lets out no batch under the minimum, whatever waits', () => {
    const waiting = fc.array(
      fc.record({
        placeId: fc.constantFrom('a', 'b'),
        mode: fc.constantFrom('mail', 'tablet', 'paper'),
        day: fc.constantFrom('2026-06-01', '2026-06-08', '2026-06-10'),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(waiting, (some) => {
        const all = some.map((over, index) => one(index, over));
        const batches = planRelease(all, '2026-06-10', 8);
        expect(batches.every(({ ids }) => ids.length >= 8)).toBe(true);
        const ids = batches.flatMap((batch) => batch.ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('windows and what is shown', () => {
  test('a week begins on Monday and is counted in the month of its Thursday', () => {
    expect(weekOf('2026-06-10')).toBe('2026-06-08');
    expect(weekOf('2026-06-14')).toBe('2026-06-08');
    expect(weekOf('2026-06-15')).toBe('2026-06-15');
    expect(monthOfWeek('2026-06-29')).toBe('2026-07-01');
    expect(monthOfWeek('2026-07-27')).toBe('2026-07-01');
    expect(monthOfWeek('2026-12-28')).toBe('2026-12-01');
  });

  test('a group under the minimum is hidden whole', () => {
    const cells = [
      { group: 'a', code: '1', n: 7 },
      { group: 'b', code: '1', n: 7 },
      { group: 'b', code: '2', n: 1 },
    ];
    const shown = disclose(cells, { survey_results_min: 8 }).map(({ n }) => n);
    expect(shown).toEqual([null, 7, 1]);
  });

  const sumOf = (totals: readonly number[], min: number) =>
    disclose(
      totals.map((n, index) => ({ group: `g${index}`, n, within: 'sum' })),
      { survey_results_min: min },
    ).map(({ n }) => n);

  test('beside a hidden group of a sum that is shown another is hidden', () => {
    expect(sumOf([7, 20, 9], 8)).toEqual([null, 20, null]);
    expect(sumOf([1, 2, 20, 9], 8)).toEqual([null, null, 20, null]);
    expect(sumOf([4, 5, 20], 8)).toEqual([null, null, 20]);
    expect(sumOf([0, 20, 9], 8)).toEqual([null, 20, 9]);
    expect(sumOf([7], 8)).toEqual([null]);
  });

  test('no hidden group follows from the sum and what stands beside it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 }),
        (totals) => {
          const shown = sumOf(totals, 8);
          const dark = totals.filter((n, at) => n > 0 && shown[at] === null);
          const all = totals.filter((n) => n > 0);
          const held = dark.reduce((sum, n) => sum + n, 0);
          expect(
            dark.length === 0 || dark.length === all.length || (dark.length > 1 && held >= 8),
          ).toBe(true);
        },
      ),
    );
  });
});
