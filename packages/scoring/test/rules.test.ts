import { describe, expect, test } from 'vitest';
import { methodTable, METHODS, scoreBy, ScoringError, wilson } from '../src/index.ts';
import { inputOf } from './support/golden.ts';

type Part = Record<string, unknown>;

function nok(change: (input: Record<string, Part>) => void): Readonly<Record<string, unknown>> {
  const input = inputOf('nok-dev-01') as Record<string, Part>;
  change(input);
  return scoreBy('nok-2018', input).result;
}

describe('НОК', () => {
  const waiting = (change: Part) =>
    nok((input) => {
      const comfort = input['comfort'] ?? {};
      comfort['waiting'] = { ...(comfort['waiting'] as Part), ...change };
    });
  const full = { yes: 1, answered: 1 };

  test.each([
    [14.01, 0],
    [14, 10],
    [13.01, 10],
    [13, 20],
    [12, 40],
    [11, 60],
    [7.01, 60],
    [7, 100],
  ])('a mean wait of %d days of 14 gives %d points', (meanWait, points) => {
    const { indicators } = waiting({ meanWait, onTime: full });
    expect((indicators as Part)['2.2']).toBe((points + 100) / 2);
  });

  test('one part of waiting stands alone with a flag; without any the weights of the rest count', () => {
    const half = waiting({ meanWait: null, onTime: full });
    expect([half['flags'], (half['indicators'] as Part)['2.2']]).toEqual([['2.2:one-part'], 100]);
    const none = nok((input) => delete input['comfort']?.['waiting']);
    expect([none['flags'], none['undefined']]).toEqual([[], ['2.2']]);
    const { '2.1': conditions, '2.3': satisfied } = none['indicators'] as Record<string, number>;
    expect((none['criteria'] as Part)['K2']).toBeCloseTo(
      ((conditions ?? 0) + (satisfied ?? 0)) / 2,
      9,
    );
  });

  test.each([
    [0, 0],
    [3, 90],
    [4, 100],
    [9, 100],
  ])('%d remote ways give %d', (remoteWays, points) => {
    const { indicators } = nok(
      (input) => (input['openness'] = { ...input['openness'], remoteWays }),
    );
    expect((indicators as Part)['1.2']).toBe(points);
  });

  test('the band looks at the score rounded half up', () => {
    const of = (share: number) => {
      const answers = { yes: share * 10, answered: 1000 };
      const tables = { one: { '5.1': 1 } };
      return scoreBy('nok-2018', { sector: 'one', satisfaction: { recommend: answers } }, tables)
        .result['band'];
    };
    expect([80.5, 80.4, 60.5, 40.5, 20.5, 20.4].map(of)).toEqual([
      'excellent',
      'good',
      'good',
      'fair',
      'below-average',
      'poor',
    ]);
  });
});

test('nobody and everybody end the interval exactly', () => {
  for (let n = 1; n < 200; n += 1) {
    expect(wilson(0, n).low).toBe(0);
    expect(wilson(n, n).high).toBe(100);
  }
});

test('of five applicable items three must be answered, of four two', () => {
  const respondents = [
    [5, 4, null, null, null],
    [5, 4, 3, null, null],
    [5, 4, null, null, 'na'],
  ];
  expect(scoreBy('half-scale', { respondents }).result['scores']).toEqual([null, 4, 4.5]);
});

describe('refusals', () => {
  const refusal = (name: string, input: unknown, tables?: unknown): unknown => {
    try {
      return scoreBy(name, input, tables);
    } catch (error) {
      if (!(error instanceof ScoringError)) throw error;
      return [error.code, error.at];
    }
  };

  test.each([
    ['sum', {}, ['method-unknown', 'sum']],
    ['nps', null, ['input-invalid', 'input']],
    ['nps', { promoters: 1, passives: 1 }, ['input-invalid', 'detractors']],
    ['nps', { promoters: 1.5, passives: 1, detractors: 1 }, ['input-invalid', 'promoters']],
    ['nps', { answers: [11] }, ['input-invalid', 'answers']],
    ['fft', { veryGood: -1 }, ['input-invalid', 'veryGood']],
    ['linear', { min: 5, max: 5, answers: [] }, ['input-invalid', 'max']],
    ['linear', { min: 1, max: 5, answers: [6] }, ['input-invalid', 'answers']],
    ['half-scale', { respondents: [3] }, ['input-invalid', 'respondents']],
    ['top-box', { topAnswers: [5], items: { a: 3 } }, ['input-invalid', 'a']],
    ['nok-2018', { sector: 'sport' }, ['sector-unknown', 'sector']],
    ['nok-2018', { sector: 'health' }, ['input-invalid', 'openness']],
  ])('%s of %j', (name, input, expected) => {
    expect(refusal(name, input)).toEqual(expected);
  });

  test('weights that are none', () => {
    const input = inputOf('nok-dev-01');
    expect(refusal('nok-2018', input, { health: { '9.9': 1 } })).toEqual([
      'weights-invalid',
      '9.9',
    ]);
    expect(refusal('nok-2018', input, { health: { '5.1': 0 } })).toEqual([
      'weights-invalid',
      '5.1',
    ]);
    expect(refusal('nok-2018', input, 'equal')).toEqual(['weights-invalid', 'weights']);
    const more = { ...input, satisfaction: { recommend: { yes: 2, answered: 1 } } };
    expect(refusal('nok-2018', more, { health: { '5.1': 1 } })).toEqual([
      'input-invalid',
      'recommend',
    ]);
  });
});

test('a method of one’s own stands beside the shipped ones', () => {
  const own = { name: 'sum', version: '2026-11', score: () => ({ sum: 3 }) };
  const methods = methodTable(...METHODS.values(), own);
  expect(scoreBy('sum', {}, undefined, methods)).toEqual({
    method: 'sum',
    version: '2026-11',
    result: { sum: 3 },
  });
  expect(methods.size).toBe(METHODS.size + 1);
});
