import { describe, expect, it } from 'vitest';
import {
  daysForChance,
  halfLifeOf,
  heldBackForecasts,
  learn,
  morningOdds,
  type ReleaseDay,
} from '../src/index.ts';

/** 2026-03-02, a Monday. */
const MONDAY = Date.UTC(2026, 2, 2) / 86_400_000;
const none = (length: number): number[] => Array.from({ length }, () => 0);
const at = (length: number, place: number, n = 1): number[] =>
  none(length).map((_, index) => (index === place ? n : 0));
/** One place at an hour, so many days before its visit, that lives in this bound. */
const released = (day: number, hour: number, lead: number, life = 6, near = life): ReleaseDay => ({
  day,
  hours: at(24, hour),
  leads: at(16, lead),
  lives: at(7, life),
  near_lives: at(7, near),
});
const WEEKS = Array.from({ length: 56 }, (_, day) => MONDAY - 56 + day);

describe('how fast places go', () => {
  it('is the time until half of them are booked, evenly within a bound', () => {
    // Ten within an hour, of which the half that is asked for are five: (1 − 0.25) · 5 / 10 after the first quarter.
    expect(halfLifeOf([0, 10, 0, 0, 0, 0, 0])).toBeCloseTo(0.25 + 0.375, 10);
    expect(halfLifeOf([4, 0, 4, 0, 0, 0, 0])).toBeCloseTo(0.25, 10);
    // Two are gone before: two of the six between one and four hours are left to go.
    expect(halfLifeOf([2, 0, 6, 0, 0, 0, 0])).toBeCloseTo(2, 10);
  });
  it('is null where less than half ever are, or none is known', () => {
    expect(halfLifeOf([3, 0, 0, 0, 0, 0, 4])).toBeNull();
    expect(halfLifeOf(none(7))).toBeNull();
  });
});

describe('the chance of somebody who looks every morning', () => {
  it('is one when a place stands there, and nothing where none ever appears', () => {
    const nothing = learn({ known: WEEKS, days: [] });
    expect(morningOdds(nothing, { from: MONDAY, k1_days: 2, within_days: 2 })).toBe(1);
    expect(morningOdds(nothing, { from: MONDAY, k1_days: 3, within_days: 2 })).toBe(0);
  });
  it('counts a place of the early morning on its day, and a later one on the next', () => {
    // One place each Tuesday, for its own day: early it is seen, late it is over before the next look.
    const tuesdays = WEEKS.filter((day) => (day - MONDAY + 56) % 7 === 1);
    const early = learn({ known: WEEKS, days: tuesdays.map((day) => released(day, 8, 0)) });
    const late = learn({ known: WEEKS, days: tuesdays.map((day) => released(day, 15, 0)) });
    const tomorrow = { from: MONDAY, k1_days: null, within_days: 1 };
    expect(morningOdds(early, tomorrow)).toBeCloseTo(1 - Math.exp(-1), 10);
    expect(morningOdds(late, tomorrow)).toBe(0);
    expect(morningOdds(late, { ...tomorrow, within_days: 2 })).toBe(0);
    // Today's look is over: what appeared before it is what stands there.
    expect(morningOdds(early, { ...tomorrow, from: MONDAY + 1, within_days: 0 })).toBe(0);
  });
  it('counts only places whose visit is soon enough', () => {
    const far = learn({ known: WEEKS, days: WEEKS.map((day) => released(day, 8, 5)) });
    expect(morningOdds(far, { from: MONDAY, k1_days: null, within_days: 5 })).toBe(0);
    // Of tomorrow, five days before its visit.
    expect(morningOdds(far, { from: MONDAY, k1_days: null, within_days: 6 })).toBeCloseTo(
      1 - Math.exp(-1),
      10,
    );
  });
  it('is divided by the days that were known, not by those that released', () => {
    const mondays = WEEKS.filter((day) => (day - MONDAY + 56) % 7 === 0);
    const half = learn({
      known: WEEKS,
      days: mondays.slice(0, 4).map((day) => released(day, 8, 0)),
    });
    expect(half.early[0]).toBeCloseTo(0.5, 10);
    const silent = new Set(mondays.slice(4));
    const spoke = {
      known: WEEKS.filter((day) => !silent.has(day)),
      days: mondays.slice(0, 4).map((day) => released(day, 8, 0)),
    };
    expect(learn(spoke).early[0]).toBeCloseTo(1, 10);
  });
  it('is smaller where places go fast', () => {
    const slow = learn({ known: WEEKS, days: WEEKS.map((day) => released(day, 15, 1)) });
    const fast = learn({ known: WEEKS, days: WEEKS.map((day) => released(day, 15, 1, 0)) });
    const asked = { from: MONDAY, k1_days: null, within_days: 3 };
    expect(morningOdds(fast, asked)).toBeLessThan(morningOdds(slow, asked) / 10);
    // By those whose visit is near; how long far ones stay says nothing of them.
    const farStay = learn({ known: WEEKS, days: WEEKS.map((day) => released(day, 15, 1, 6, 0)) });
    expect(morningOdds(farStay, asked)).toBe(morningOdds(fast, asked));
  });
  it('says by when it is large enough, or that it is not', () => {
    const each = learn({ known: WEEKS, days: WEEKS.map((day) => released(day, 8, 0)) });
    const asked = { from: MONDAY, k1_days: null };
    // 1 − e^(−n) passes 0.5 on the first morning, 0.9 on the third.
    expect(daysForChance(each, asked, 0.5, 30)).toBe(1);
    expect(daysForChance(each, asked, 0.9, 30)).toBe(3);
    expect(daysForChance(each, asked, 0.9, 2)).toBeNull();
  });
});

describe('chances of weeks held back', () => {
  const days = WEEKS.map((day) => released(day, 8, 0));
  const samples = Array.from({ length: 14 }, (_, n) => ({ day: MONDAY + n, k1_days: 4 }));
  it('are learnt from the days before alone', () => {
    const told = heldBackForecasts({ known: WEEKS, days, samples }, MONDAY);
    const more = [...days, { ...released(MONDAY, 8, 0), hours: at(24, 8, 90) }];
    expect(heldBackForecasts({ known: [...WEEKS, MONDAY], days: more, samples }, MONDAY)).toEqual(
      told,
    );
    expect(told.length).toBeGreaterThan(0);
  });
  it('leave out what was sure, and what nobody saw the end of', () => {
    const told = heldBackForecasts({ known: WEEKS, days, samples }, MONDAY);
    // Within 1, 2 and 3 days alone: 5, 7 and 10 were sure. The last mornings have too few after them.
    expect(told).toHaveLength(13 + 12 + 11);
    const holes = samples.filter(({ day }) => day !== MONDAY + 1);
    expect(heldBackForecasts({ known: WEEKS, days, samples: holes }, MONDAY).length).toBeLessThan(
      told.length - 1,
    );
  });
  it('came true where a later morning showed a place in time', () => {
    const sooner = samples.map((one) => (one.day === MONDAY + 1 ? { ...one, k1_days: 1 } : one));
    const [one, two, three] = heldBackForecasts({ known: WEEKS, days, samples: sooner }, MONDAY);
    // On Tuesday a place for Wednesday: too late within one day of Monday, in time within two.
    expect([one, two, three].map((told) => told!.happened)).toEqual([false, true, true]);
  });
});
