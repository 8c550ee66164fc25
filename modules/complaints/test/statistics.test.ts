import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tally } from '@otklik/cases';
import { loadCalendar } from '@otklik/working-time';
import { unpublishedRows } from '../src/model/statistics/refusals.ts';
import { replyTimes } from '../src/model/statistics/replies.ts';
import { daysFor, replyCurve } from '../src/model/statistics/reply-curve.ts';
import { suppress, withSums } from '../src/model/statistics/suppress.ts';
import { cellsOf, maskOf, tablesOf } from '../src/model/statistics/tables.ts';
import { OUTCOMES, type OutcomeCounts } from '../src/model/statistics/outcomes.ts';
import { periodMasks } from '../src/model/statistics/time-masks.ts';
import { wilson } from '../src/model/statistics/wilson.ts';

describe("Wilson's interval", () => {
  test('of published examples', () => {
    // Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29.
    for (const [part, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const found = wilson(part, n)!;
      expect(found.low).toBeCloseTo(low, 4);
      expect(found.high).toBeCloseTo(high, 4);
    }
    expect(wilson(0, 0)).toBeNull();
  });

  test('holds its share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (part, rest) => {
        fc.pre(part + rest > 0);
        const { low, share, high } = wilson(part, part + rest)!;
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
      }),
    );
  });
});

describe('time to answer', () => {
  test('of the leukaemia trial that every textbook counts (6-MP group, Freireich 1963)', () => {
    const answered = new Map([
      [6, 3],
      [7, 1],
      [10, 1],
      [13, 1],
      [16, 1],
      [22, 1],
      [23, 1],
    ]);
    const waiting = new Map([6, 9, 10, 11, 17, 19, 20, 25, 34, 35].map((day) => [day, 1]));
    waiting.set(32, 2);
    const curve = replyCurve({ answered, waiting });
    const still = curve.map((point) => Number((1 - point.answered_share).toFixed(4)));
    expect(still).toEqual([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]);
    expect(daysFor(curve, 0.5)).toBe(23);
    expect(daysFor(curve, 0.9)).toBeNull();
  });

  test('who waits counts for the working days since publication, in whatever order they are read', () => {
    const file = new URL('../../registry/data/calendar/ru.json', import.meta.url);
    const calendar = loadCalendar(JSON.parse(readFileSync(file, 'utf8')));
    const line = (measure: 'reply' | 'waiting', value: string, n: number): Tally => ({
      place: '',
      subject: '',
      month: null,
      measure,
      value,
      timing: 'in-time',
      n,
    });
    // Thursday 11 June 2026; the 12th is a holiday, so Monday the 15th is one working day later.
    const tallies = [
      line('reply', '0', 10),
      line('waiting', '2026-06-15', 10),
      line('waiting', '2026-06-11', 10),
      line('reply', '1', 10),
    ];
    const least = { cells_min: 5, percentages_min: 10 };
    for (const order of [tallies, tallies.toReversed()]) {
      const { curve } = replyTimes(order, calendar, '2026-06-15', least);
      // 10 of 40 at once; 10 waited no day; then 10 of 20 on the first day.
      expect(curve.map((point) => point.answered_share)).toEqual([0.25, 1 - 0.75 * 0.5]);
    }
  });

  test('is the plain share when nobody waits', () => {
    const curve = replyCurve({
      answered: new Map([
        [1, 5],
        [3, 4],
        [9, 1],
      ]),
      waiting: new Map(),
    });
    expect(daysFor(curve, 0.5)).toBe(1);
    expect(daysFor(curve, 0.9)).toBe(3);
    expect(curve.at(-1)!.answered_share).toBeCloseTo(1);
  });
});

/** How many ways to fill the hidden cells agree with all that is shown, for one hidden cell: 1 is a leak. */
const followsAt = (hidden: boolean[][]): string[] => {
  const lines = [...hidden, ...hidden[0]!.map((_, column) => hidden.map((row) => row[column]!))];
  return lines.filter((line) => line.filter(Boolean).length === 1).map(String);
};

describe('small counts', () => {
  const counts = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 6 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.oneof(fc.nat(6), fc.nat(60)), { minLength: columns, maxLength: columns }),
        {
          minLength: rows,
          maxLength: rows,
        },
      ),
    );

  test('are hidden, and none follows from the sums of its row or column', () => {
    fc.assert(
      fc.property(counts, (rows) => {
        const table = withSums(rows);
        const hidden = suppress(table, 5);
        for (const [row, line] of table.entries())
          for (const [column, count] of line.entries())
            if (count > 0 && count < 5) expect(hidden[row]![column]).toBe(true);
        expect(followsAt(hidden)).toEqual([]);
      }),
    );
  });

  test('a table without rows hides nothing', () => {
    expect(suppress(withSums([]), 5)).toEqual([[]]);
  });

  test('nothing small: nothing is hidden', () => {
    const table = withSums([
      [5, 9],
      [0, 12],
    ]);
    expect(suppress(table, 5).flat().some(Boolean)).toBe(false);
  });

  const outcomes = fc
    .array(fc.oneof(fc.nat(6), fc.nat(60)), {
      minLength: OUTCOMES.length,
      maxLength: OUTCOMES.length,
    })
    .map(
      (row) =>
        Object.fromEntries(OUTCOMES.map((o, at) => [o, row[at]!])) as unknown as OutcomeCounts,
    );

  test('tables of one page hide the same sums', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { minLength: 1, maxLength: 4 }), (rows) => {
        const keyed = rows.map((row, at) => ({ key: String(at), counts: row }));
        const sum = Object.fromEntries(
          OUTCOMES.map((o) => [o, rows.reduce((total, row) => total + row[o], 0)]),
        ) as unknown as OutcomeCounts;
        const { total, tables } = tablesOf(sum, [{ rows: keyed }], 5);
        const all = [...tables[0]!, total].map((row) => [
          ...OUTCOMES.map((o) => row.outcomes[o] === null),
          row.total === null,
        ]);
        expect(followsAt(all)).toEqual([]);
      }),
    );
  });

  test('months, years and all time are hidden together: no difference of two periods gives a count away', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { minLength: 1, maxLength: 20 }), (rows) => {
        const months = rows.map((counts, at) => ({
          key: `${2024 + Math.floor(at / 8)}-${String((at % 8) + 1).padStart(2, '0')}`,
          counts,
        }));
        const masks = periodMasks(months, 5);
        const years = [...Map.groupBy(months, ({ key }) => key.slice(0, 4)).entries()];
        for (const [year, inside] of years)
          expect(
            followsAt([...inside.map(({ key }) => [...masks.get(key)!]), [...masks.get(year)!]]),
          ).toEqual([]);
        expect(
          followsAt([...years.map(([year]) => [...masks.get(year)!]), [...masks.get('')!]]),
        ).toEqual([]);
        for (const { key, counts } of months)
          for (const [at, count] of cellsOf(counts).entries())
            if (count > 0 && count < 5) expect(masks.get(key)![at]).toBe(true);
      }),
    );
  });

  test('a page about one row of a table hides what the table hides', () => {
    const of = (confirmed: number, silent: number) =>
      ({ ...Object.fromEntries(OUTCOMES.map((o) => [o, 0])), confirmed, silent }) as OutcomeCounts;
    const rows = [
      { key: 'small', counts: of(2, 30) },
      { key: 'big', counts: of(8, 40) },
      { key: 'other', counts: of(90, 90) },
    ];
    // The eight are hidden beside the two, whose sum with them is known.
    const { total } = tablesOf(rows[1]!.counts, [], 5, maskOf(rows, 'big', 5));
    expect(total.outcomes.confirmed).toBeNull();
  });
});

describe('messages that were never published', () => {
  const line = (month: string, value: string, n: number): Tally => ({
    place: '',
    subject: '',
    month,
    measure: 'refused',
    value,
    timing: 'none',
    n,
  });
  const tallies = [
    line('2026-05-01', 'insult', 12),
    line('2026-05-01', 'withdrawn', 9),
    line('2026-06-01', 'insult', 30),
    line('2026-06-01', 'no-facts', 2),
    line('2026-06-01', 'withdrawn', 40),
    line('2026-06-01', 'a-reason-of-former-rules', 25),
  ];

  test('stand by month and reason, and a small count is hidden with what it would follow from', () => {
    const [may, june] = unpublishedRows(tallies, 5);
    expect(may).toMatchObject({ month: '2026-05', total: 21 });
    expect(may!.reasons).toMatchObject({ insult: 12, withdrawn: 9 });
    expect(june!.reasons['no-facts']).toBeNull();
    expect(june!.reasons).toMatchObject({ withdrawn: 40 });
    // One more cell of the line is dark, or its total is: nothing is left to subtract from.
    const dark = [...Object.values(june!.reasons), june!.total].filter((n) => n === null);
    expect(dark.length).toBeGreaterThanOrEqual(2);
  });

  test('a page about a part of the time hides the same cells as the page about all of it', () => {
    const all = unpublishedRows(tallies, 5);
    expect(unpublishedRows(tallies, 5, '2026-06')).toEqual([all[1]]);
    expect(unpublishedRows(tallies, 5, '2026')).toEqual(all);
    expect(unpublishedRows(tallies, 5, '2025')).toEqual([]);
  });
});
