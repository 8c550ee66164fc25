import { expect, test } from 'vitest';
import { GUESS_MEMORY_s, pauseBeforeGuess } from '../src/index.ts';

test('pauses between wrong guesses grow, and no pause outlasts the memory of what it is for', () => {
  const pauses_s = Array.from({ length: 100 }, (_, wrong) => pauseBeforeGuess(wrong));
  expect(pauses_s.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(pauses_s).toEqual(pauses_s.toSorted((a, b) => a - b));
  expect(pauses_s[5]).toBeGreaterThan(0);
  expect(Math.max(...pauses_s)).toBeLessThan(GUESS_MEMORY_s);
});

test('who guesses six digits for a year at the pace that is left hits one time in twenty at most', () => {
  // Three codes are right at any moment: of now, of half a minute before and after.
  const longest_s = pauseBeforeGuess(Number.MAX_SAFE_INTEGER);
  const tries = (365 * 86_400) / longest_s;
  expect(1 - (1 - 3 / 1_000_000) ** tries).toBeLessThan(0.05);
});
