import { describe, expect, test } from 'vitest';
import { csvText } from '@otklik/kernel';
import { tableOf, TABLES, type Counted } from '../src/lib/statistics/tables.ts';

const outcomes = {
  confirmed: 12,
  partly: null,
  disputed: null,
  silent: 9,
  answered: 0,
  open: 6,
  withdrawn: 0,
  redirected: 0,
};
const replies = {
  median_days: 4,
  days: [
    { days: 0, n: 6 },
    { days: 1, n: null },
  ],
  curve: [],
  again: { answered: 3, in_time: 2, last_day: 0, late: 1, median_days: 5 },
};
const counted = {
  place: { kind: 'region', id: '' },
  topics: [{ code: 'queue', ru: '=Очередь', en: '=Queue' }],
  total: { key: '', outcomes, total: 34, shares: null },
  months: [{ key: '2026-05', outcomes, total: 34 }],
  byTopic: [{ key: 'queue', outcomes, total: 34, shares: null }],
  inside: null,
  unpublished: [{ month: '2026-05', reasons: { spam: 7, withdrawn: null }, total: null }],
  thanks: { total: 9, months: [{ month: '2026-05', count: 9 }] },
  replies,
} as unknown as Counted;

/** What `/statistics/topics.csv` answers. */
const statisticsCsv = (name: (typeof TABLES)[number]): string => {
  const table = tableOf(name, counted, (id) => id)!;
  return csvText(
    table.head,
    table.rows.map((row) => row.map((cell) => cell ?? 'hidden')),
  );
};

describe('tables of the statistics', () => {
  test('as CSV: hidden counts say so, numbers are numbers, nothing runs in a spreadsheet', () => {
    const [, line] = statisticsCsv('topics').split('\r\n');
    expect(line).toBe(`"'=Очередь";12;"hidden";"hidden";9;0;6;0;0;34`);
  });

  test('every row is as wide as its head; without places there is no table of them', () => {
    for (const name of TABLES) {
      const table = tableOf(name, counted, (id) => id);
      expect(table === null).toBe(['places', 'in-time', 'assisted'].includes(name));
      for (const row of table?.rows ?? []) expect(row).toHaveLength(table!.head.length);
    }
  });
});
