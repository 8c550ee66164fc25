import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeBreach } from '../src/model/breach.ts';
import { applyCuts, GAP } from '../../cases/src/model/cuts.ts';
import { localTime } from '../src/model/facts.ts';
import { inSeason, type Threshold } from '../src/model/topic.ts';

const hour = {
  kind: 'elapsed',
  value: 60,
  unit: 'minutes',
  from: 'appointed_at',
  to: ['started_at', 'left_at'],
} satisfies Threshold;
const day = {
  kind: 'elapsed',
  value: 24,
  unit: 'hours',
  from: 'called_at',
  to: ['came_at', 'sent_at'],
} satisfies Threshold;

describe('breach of a limit', () => {
  test.each([
    [
      'exactly at the limit is within',
      { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T10:00' },
      false,
      60,
      0,
    ],
    [
      'a minute over is over',
      { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T10:01' },
      true,
      61,
      1,
    ],
    [
      'who left unseen counts to leaving',
      { appointed_at: '2026-06-10T09:00', left_at: '2026-06-10T11:30' },
      true,
      150,
      90,
    ],
    [
      'the beginning goes before the leaving',
      {
        appointed_at: '2026-06-10T09:00',
        started_at: '2026-06-10T09:20',
        left_at: '2026-06-10T11:30',
      },
      false,
      20,
      0,
    ],
    [
      'over midnight',
      { appointed_at: '2026-06-10T23:30', started_at: '2026-06-11T00:45' },
      true,
      75,
      15,
    ],
    [
      'over New Year',
      { appointed_at: '2026-12-31T23:30', started_at: '2027-01-01T01:00' },
      true,
      90,
      30,
    ],
  ])('%s', (_, facts, broken, elapsed_min, over_min) => {
    const found = judgeBreach(hour, facts, '2027-06-10T12:00', 'topic x/1');
    expect(found).toEqual({
      broken,
      elapsed_min,
      over_min,
      limit_min: 60,
      rule: 'topic x/1',
      stillRunning: false,
    });
  });

  test('without an end the time runs to the sending, and says so', () => {
    const found = judgeBreach(day, { called_at: '2026-06-10T08:00' }, '2026-06-11T20:00', 'r');
    expect(found).toMatchObject({
      broken: true,
      elapsed_min: 2160,
      over_min: 720,
      stillRunning: true,
    });
  });

  test('an end before the beginning claims nothing', () => {
    const facts = { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T08:00' };
    expect(judgeBreach(hour, facts, '2026-06-10T12:00', 'r')).toBeNull();
  });

  test('a limit that stands in a norm is not claimed here', () => {
    expect(judgeBreach({ kind: 'guarantee-row' }, {}, '2026-06-10T12:00', 'r')).toBeNull();
    expect(judgeBreach(null, {}, '2026-06-10T12:00', 'r')).toBeNull();
  });
});

describe('cuts', () => {
  const story = 'Врач Иванова сказала ждать. Телефон 8 916 000-00-00.';
  test('what stands in double brackets goes, the gap is marked', () => {
    const marked = 'Врач [[Иванова]] сказала ждать. Телефон [[8 916 000-00-00]].';
    expect(applyCuts(story, marked)).toBe(`Врач ${GAP} сказала ждать. Телефон ${GAP}.`);
  });
  test.each([
    ['another word', story.replace('ждать', 'уйти'), 'reworded'],
    ['a mark left open', story.replace('Иванова', '[[Иванова'), 'cut-not-closed'],
    ['everything', `[[${story}]]`, 'nothing-left'],
  ])('%s is refused', (_, marked, reason) => {
    expect(() => applyCuts(story, marked)).toThrow(expect.objectContaining({ data: { reason } }));
  });
  test('no text of the author that was cut stays, and nothing else changes', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((s) => !/[[\]]/.test(s) && s.trim() !== ''),
        fc.string({ minLength: 1 }).filter((s) => !/[[\]]/.test(s)),
        fc.string().filter((s) => !/[[\]]/.test(s)),
        (before, secret, after) => {
          const visible = applyCuts(before + secret + after, `${before}[[${secret}]]${after}`);
          expect(visible).toBe(before + GAP + after);
        },
      ),
    );
  });
});

describe('seasons', () => {
  test.each([
    ['all year', { from: null, to: null }, '2026-07-01', true],
    ['inside', { from: '05-01', to: '09-30' }, '2026-07-01', true],
    ['first day', { from: '05-01', to: '09-30' }, '2026-05-01', true],
    ['last day', { from: '05-01', to: '09-30' }, '2026-09-30', true],
    ['outside', { from: '05-01', to: '09-30' }, '2026-10-01', false],
    ['over New Year, in January', { from: '11-15', to: '03-15' }, '2027-01-10', true],
    ['over New Year, in summer', { from: '11-15', to: '03-15' }, '2026-07-01', false],
  ])('%s', (_, season, date, expected) => {
    expect(inSeason(season, date)).toBe(expected);
  });
});

test('local time is the clinic’s, not the process’s', () => {
  const instant = new Date('2026-12-31T22:30:00Z');
  expect(localTime(instant, 'Europe/Moscow')).toBe('2027-01-01T01:30');
  expect(localTime(instant, 'Asia/Vladivostok')).toBe('2027-01-01T08:30');
  expect(localTime(instant, 'Europe/Kaliningrad')).toBe('2027-01-01T00:30');
});
