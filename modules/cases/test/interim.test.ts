import { describe, expect, test } from 'vitest';
import { open } from '../src/model/advance.ts';
import type { Move } from '../src/model/moves.ts';
import { CALENDAR, make, START, TERMS } from './walk.ts';

const DAY_ms = 86_400_000;
/** Published on Monday, 2 March 2026: with 9 March off, eight working days end with Friday, 13 March. */
const LAST_DAY = new Date('2026-03-13T09:00:00Z');

/** A case whose clinic promises at one instant, and whose moderator lets it through at another. */
function promised(at: Date, accepted: Date) {
  let { facts } = open(TERMS, 'submitted', START, CALENDAR);
  const moves: [Move, Date][] = [
    ['publish', START],
    ['propose-interim', at],
    ['accept-interim', accepted],
  ];
  const made = moves.map(([move, when]) => {
    const advanced = make(facts, move, when);
    facts = advanced.facts;
    return advanced;
  });
  return { made, due: made[0]!.due.date };
}

describe('an interim answer', () => {
  test('counts on the day on which the clinic handed it in', () => {
    const { made, due } = promised(LAST_DAY, new Date(LAST_DAY.getTime() + DAY_ms));
    expect(due).toBe('2026-03-13');
    expect(made.map(({ interim }) => interim)).toEqual([null, null, 'last-day']);
  });

  test('before the last day is in time, after its end late', () => {
    const before = new Date(LAST_DAY.getTime() - DAY_ms);
    const after = new Date(LAST_DAY.getTime() + 3 * DAY_ms);
    expect(promised(before, LAST_DAY).made.at(-1)!.interim).toBe('in-time');
    expect(promised(after, after).made.at(-1)!.interim).toBe('late');
  });
});
