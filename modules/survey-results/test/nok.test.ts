import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readForm } from '@otklik/questionnaire';
import { csvLines, csvText } from '@otklik/kernel';
import { funnelOf } from '../src/model/funnel.ts';
import {
  FACT_NAMES,
  factsOn,
  overNorm,
  type Fact,
  type FactFound,
} from '../src/model/nok-facts.ts';
import { nokItemsOf } from '../src/model/nok-items.ts';
import { nokRows } from '../src/model/nok-rows.ts';
import { NO_ANSWERS, nokOf, nokSector, type NokAnswers } from '../src/model/nok.ts';
import { dueFault, judgedTo, publicState, reportedTo } from '../src/model/promise.ts';
import { SHIPPED, weightFaults, weightsOn, type WeightTable } from '../src/model/weights.ts';

const WEIGHTS = weightsOn(SHIPPED, 'health', '2026-06-10')!.weights;
const fact = (name: Fact, value: number, checkedOn = '2026-01-10'): FactFound => ({
  fact: name,
  value,
  checkedOn,
  source: 'акт проверки',
});
const CHECKED = new Map(
  (
    [
      ['stand', 8],
      ['stand-norm', 10],
      ['site', 6],
      ['site-norm', 10],
      ['remote-ways', 2],
      ['conditions', 4],
      ['wait-limit-days', 14],
      ['premises', 3],
      ['services', 5],
    ] as const
  ).map(([name, value]) => [name, fact(name, value)]),
);
const half = { yes: 10, answered: 20 };
const SAID: NokAnswers = {
  shares: new Map([
    ['1.3-stand', half],
    ['1.3-site', { yes: 20, answered: 20 }],
    ['2.2-on-time', half],
    ['2.3', half],
    ['3.3', half],
    ['4.1', half],
    ['4.2', half],
    ['4.3', half],
    ['5.1', half],
    ['5.2', half],
    ['5.3', half],
  ]),
  wait: { meanDays: 7, n: 12 },
};
const valueOf = (nok: ReturnType<typeof nokOf>, name: string) =>
  nok.indicators.find(({ indicator }) => indicator === name)!;

describe('the assessment of a place', () => {
  test('all that the method asks for gives five criteria and their mean', () => {
    const nok = nokOf('health', WEIGHTS, CHECKED, SAID);
    expect(nok.isWhole).toBe(true);
    const by = Object.fromEntries(nok.indicators.map(({ indicator, value }) => [indicator, value]));
    expect(by).toMatchObject({ '1.1': 70, '1.2': 60, '1.3': 75, '2.1': 80, '2.2': 75, '3.1': 60 });
    const criteria = Object.fromEntries(
      nok.criteria.map(({ criterion, value }) => [criterion, value]),
    );
    expect(criteria['K1']).toBeCloseTo(0.3 * 70 + 0.3 * 60 + 0.4 * 75, 9);
    expect(criteria['K3']).toBeCloseTo(0.3 * 60 + 0.4 * 100 + 0.3 * 50, 9);
    const sum = nok.criteria.reduce((all, { value }) => all + value!, 0);
    expect(nok.score).toBeCloseTo(sum / 5, 9);
    expect(valueOf(nok, '2.2').n).toBe(12);
  });

  test('nothing known is no zero: no score, and each indicator says what it lacks', () => {
    const nok = nokOf('health', WEIGHTS, new Map(), NO_ANSWERS);
    expect(nok.score).toBeNull();
    expect(nok.indicators.every(({ value }) => value === null)).toBe(true);
    expect(valueOf(nok, '1.1').lacks).toEqual(['checks']);
    expect(valueOf(nok, '2.2').lacks).toEqual(['checks', 'answers']);
    expect(valueOf(nok, '5.3').lacks).toEqual(['answers']);
  });

  test('a check without answers leaves two criteria without a figure and so no score', () => {
    const nok = nokOf('health', WEIGHTS, CHECKED, NO_ANSWERS);
    expect(nok.criteria.map(({ value }) => value === null)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(nok.score).toBeNull();
    expect(nok.isWhole).toBe(false);
  });

  test('half of what is needed is said to be half: stands without the site', () => {
    const some = new Map([...CHECKED].filter(([name]) => !name.startsWith('site')));
    const nok = nokOf('health', WEIGHTS, some, SAID);
    expect(valueOf(nok, '1.1')).toMatchObject({ value: 80, lacks: ['checks'] });
    expect(nok.isWhole).toBe(false);
    expect(nok.score).not.toBeNull();
  });

  test('schools and kindergartens have no waiting, sport no assessment', () => {
    expect(nokSector('kindergarten')).toBe('education');
    expect(nokSector('sport')).toBeNull();
    const weights = weightsOn(SHIPPED, 'education', '2026-06-10')!.weights;
    expect(
      nokOf('education', weights, CHECKED, SAID).indicators.map((one) => one.indicator),
    ).not.toContain('2.2');
  });

  test('the rows of a file hold what the page says', () => {
    const about = {
      from: '2025-07-01',
      to: '2026-06-01',
      weights: { validFrom: '2018-10-08', isVerified: false },
    };
    const rows = nokRows('a', about, nokOf('health', WEIGHTS, CHECKED, NO_ANSWERS));
    expect(rows).toHaveLength(1 + 5 + 15);
    expect(rows.find(({ of }) => of === 'score')).toMatchObject({ value: null });
    expect(rows.find(({ of }) => of === '1.1')).toMatchObject({
      value: 70,
      checked_on: '2026-01-10',
      n: null,
    });
    expect(rows.find(({ of }) => of === '2.2')).toMatchObject({ lacks: 'answers' });
  });
});

describe('what was checked', () => {
  test('the last check up to the day counts; one of more than three years ago does not, and is named', () => {
    const { living, stale } = factsOn(
      [
        fact('conditions', 1, '2025-01-01'),
        fact('conditions', 4, '2026-02-01'),
        fact('conditions', 5, '2026-06-11'),
        fact('premises', 2, '2023-06-09'),
        fact('services', 2, '2023-06-10'),
      ],
      '2026-06-10',
    );
    expect(living.get('conditions')!.value).toBe(4);
    expect([...living.keys()].toSorted()).toEqual(['conditions', 'services']);
    expect(stale.map((one) => one.fact)).toEqual(['premises']);
  });

  test('more than the norm is a slip', () => {
    expect(overNorm({ stand: 11, 'stand-norm': 10, site: 3 })).toEqual(['stand']);
  });

  test('no order of typing in changes what counts', () => {
    const any = fc.array(
      fc.record({
        fact: fc.constantFrom(...FACT_NAMES),
        value: fc.integer({ min: 0, max: 9 }),
        checkedOn: fc.constantFrom('2022-01-01', '2025-03-01', '2026-05-01', '2026-07-01'),
        source: fc.constant('s'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(any, (found) => {
        const unique = [
          ...new Map(found.map((one) => [`${one.fact}${one.checkedOn}`, one])).values(),
        ];
        const sorted = (list: readonly FactFound[]) =>
          [...factsOn(list, '2026-06-10').living.values()].toSorted((a, b) =>
            a.fact < b.fact ? -1 : 1,
          );
        expect(sorted(unique.toReversed())).toEqual(sorted(unique));
      }),
      { numRuns: 100 },
    );
  });
});

describe('weights', () => {
  const own = (validFrom: string, over: Partial<WeightTable> = {}): WeightTable => ({
    ...SHIPPED[0]!,
    isOwn: true,
    validFrom,
    ...over,
  });
  test('a region’s own hold from their day on, the latest first, and end; then the program’s hold', () => {
    const tables = [
      ...SHIPPED,
      own('2026-01-01', { validTo: '2026-12-31' }),
      own('2026-06-01', { validTo: '2026-06-30' }),
    ];
    const on = (day: string) => weightsOn(tables, 'health', day)!;
    expect([on('2025-12-31').isOwn, on('2026-05-31').validFrom]).toEqual([false, '2026-01-01']);
    expect([on('2026-06-10').validFrom, on('2026-07-01').validFrom]).toEqual([
      '2026-06-01',
      '2026-01-01',
    ]);
    expect(on('2027-01-01').isOwn).toBe(false);
    expect(weightsOn(tables, 'health', '2018-10-07')).toBeNull();
  });
  test('each criterion adds up to one, and no indicator is foreign to the sector', () => {
    expect(weightFaults(WEIGHTS, 'health')).toEqual([]);
    expect(weightFaults({ ...WEIGHTS, '1.1': 0.4 }, 'health')).toEqual(['K1']);
    expect(weightFaults(WEIGHTS, 'education')).toEqual(['2.2']);
  });
});

test('questions are found by the codes of the reconstructed form, never by their words', () => {
  const path = new URL('../../survey-forms/data/nok-ambulatory-2018.json', import.meta.url);
  const items = nokItemsOf(readForm(JSON.parse(readFileSync(path, 'utf8'))))!;
  expect(items.shares.get('3.3')).toBe('7.1');
  expect([...items.shares.keys()]).toHaveLength(11);
  expect(items.wait!.linkId).toBe('4-specialist');
  const visit = new URL('../../survey-forms/data/visit-2015.json', import.meta.url);
  expect(nokItemsOf(readForm(JSON.parse(readFileSync(visit, 'utf8'))))).toBeNull();
});

test('parts of a file are the file', () => {
  const rows = [
    ['a', 1],
    ['=b', 2],
    ['c', 3],
  ] as const;
  expect(csvText(['x', 'n'], rows.slice(0, 1)) + csvLines(rows.slice(1))).toBe(
    csvText(['x', 'n'], rows),
  );
  expect(csvLines([])).toBe('');
});

describe('a promise', () => {
  test('is let through before anybody reads it, and its end is looked at when it is said to be good', () => {
    expect(publicState('handed-in', '2026-07-01', '2026-06-10')).toBeNull();
    expect(publicState('returned', '2026-07-01', '2026-06-10')).toBeNull();
    expect(judgedTo('handed-in', 'pass')).toBe('promised');
    expect(reportedTo('promised', 'done')).toBe('claimed');
    // What nobody has looked at yet is no deed.
    expect(publicState('claimed', '2026-07-01', '2026-06-10')).toBe('promised');
    expect(judgedTo('claimed', 'pass')).toBe('done');
    expect(judgedTo('claimed', 'return')).toBe('promised');
    expect(reportedTo('promised', 'not-done')).toBe('not-done');
    expect([judgedTo('promised', 'pass'), reportedTo('done', 'not-done')]).toEqual([null, null]);
  });

  test('is late from the day after its own', () => {
    expect(publicState('promised', '2026-06-10', '2026-06-10')).toBe('promised');
    expect(publicState('promised', '2026-06-10', '2026-06-11')).toBe('late');
    expect([dueFault('2026-06-10', '2026-06-10'), dueFault('2027-06-12', '2026-06-10')]).toEqual([
      'past',
      'too-far',
    ]);
    expect(dueFault('2026-06-11', '2026-06-10')).toBeNull();
  });
});

describe('from visits to answers', () => {
  const counts = { reported: 100, eligible: 80, sampled: 60, sent: 50, delivered: 40, counted: 16 };
  const stepsOf = (over: Partial<typeof counts>, losses: { because: string; n: number }[] = []) =>
    funnelOf({ ...counts, ...over }, losses, 8);
  test('fewer visits than the minimum say nothing at all', () => {
    const few = stepsOf({ reported: 7, eligible: 7 }, [{ because: 'child', n: 7 }]);
    expect(few.steps.every(({ n }) => n === null)).toBe(true);
    expect(few.losses).toEqual([]);
  });
  test('no two shown steps differ by fewer than the minimum, whatever was hidden between them', () => {
    const steps = fc.array(fc.nat(30), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(steps, (lost) => {
        let left = 120;
        const [reported, eligible, sampled, sent, delivered] = lost.map(
          (one) => (left = Math.max(0, left - one)),
        );
        const found = funnelOf(
          {
            reported: reported!,
            eligible: eligible!,
            sampled: sampled!,
            sent: sent!,
            delivered: delivered!,
            counted: 0,
          },
          [],
          8,
        ).steps.flatMap(({ step, n }) => (n === null || step === 'counted' ? [] : [n]));
        for (const [at, n] of found.entries())
          for (const other of found.slice(at + 1))
            expect(n - other === 0 || n - other >= 8).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
  test('a reason under the minimum takes another with it, so that it does not follow from the sum', () => {
    const { losses } = stepsOf({}, [
      { because: 'stopped', n: 12 },
      { because: 'late', n: 9 },
      { because: 'child', n: 3 },
    ]);
    expect(losses.map(({ n }) => n)).toEqual([12, null, null]);
  });
});
