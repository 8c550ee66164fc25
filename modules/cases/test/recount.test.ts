import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadCalendar } from '@otklik/working-time';
import { advance, open } from '../src/model/advance.ts';
import { recount } from '../src/model/recount.ts';
import type { StageTerm, Terms } from '../src/model/clocks.ts';

const file = new URL('../../registry/data/calendar/ru.json', import.meta.url);
const whole = loadCalendar(JSON.parse(readFileSync(file, 'utf8')));
const zone = 'Europe/Moscow';
// As it stood before anybody had entered 2026.
const before = { calendar: { ...whole, version: 'before', years: new Set([2024, 2025]) }, zone };
const after = { calendar: whole, zone };
const days = (amount: number): StageTerm => ({ amount, unit: 'working-days', rule: 'test' });
const terms: Terms = {
  moderation: { amount: 24, unit: 'hours', schedule: 'round-the-clock', rule: 'test' },
  reply: days(8),
  'reply-moderation': days(1),
  verdict: { amount: 15, unit: 'calendar-days', roll: 'next', rule: 'test' },
  control: days(5),
};
const at = (day: string): Date => new Date(`2025-12-${day}T10:00:00+03:00`);

const published = () => {
  const opened = open(terms, 'submitted', at('24'), before);
  return advance(opened.facts, { move: 'publish', role: 'moderator', at: at('25') }, before);
};

test('a case without a date gets it when the calendar comes, as an entry everybody sees', () => {
  const dateless = published();
  expect(dateless.due).toEqual({ stage: 'reply', at: null, date: null });
  const found = recount(dateless.facts, at('30'), after)!;
  // The golden vector days-04: 8 working days from 25 December 2025.
  expect(found.due).toMatchObject({ stage: 'reply', date: '2026-01-16' });
  expect(found.entry).toMatchObject({
    move: 'recount',
    from: 'in-work',
    to: 'in-work',
    public: true,
  });
  expect(found.facts.version).toBe(dateless.facts.version + 1);
  expect(found.touched).toHaveLength(1);
  expect(found.facts.clocks[0]).toBe(dateless.facts.clocks[0]);
});

test('counting again on the same calendar changes nothing', () => {
  expect(recount(published().facts, at('30'), before)).toBeNull();
  const dated = recount(published().facts, at('30'), after)!;
  expect(recount(dated.facts, at('31'), after)).toBeNull();
});

/** The calendar with a working day of January 2026 taken out, as a corrected table would have it. */
const corrected = (date: string) => ({
  calendar: {
    ...whole,
    version: 'corrected',
    weekdaysOff: new Set([...whole.weekdaysOff, Date.parse(date) / 86_400_000]),
  },
  zone,
});

test('a corrected calendar moves a date that was promised, and back again', () => {
  const dated = recount(published().facts, at('30'), after)!;
  const moved = recount(dated.facts, at('30'), corrected('2026-01-14'))!;
  expect(moved.due).toMatchObject({ stage: 'reply', date: '2026-01-19' });
  expect(moved.entry).toMatchObject({ move: 'recount', public: true });
  expect(moved.facts.clocks.at(-1)!.derivation).toMatchObject({ calendarVersion: 'corrected' });
  expect(recount(moved.facts, at('31'), after)!.due.date).toBe('2026-01-16');
});

test('nobody becomes late by a correction, and hours round the clock know no calendar', () => {
  const dated = recount(published().facts, at('30'), after)!;
  const moved = recount(dated.facts, at('30'), corrected('2026-01-14'))!;
  const between = new Date('2026-01-18T10:00:00+03:00');
  expect(recount(moved.facts, between, after)).toBeNull();
  // A clock of hours whose beginning is kept as a day alone still ends when it was to end.
  const { facts } = open(terms, 'submitted', at('24'), before);
  const [clock] = facts.clocks;
  const coarse = { ...facts, clocks: [{ ...clock!, startedAt: new Date('2025-12-24') }] };
  expect(recount(coarse, at('24'), after)).toBeNull();
});

test('a clock that stopped without a date keeps having none; only the running one is dated', () => {
  const handedIn = advance(
    published().facts,
    { move: 'hand-in-answer', role: 'executor', at: at('26') },
    before,
  );
  const reply = handedIn.facts.clocks.findIndex((clock) => clock.stage === 'reply');
  expect(handedIn.facts.clocks[reply]).toMatchObject({ dueAt: null });
  const found = recount(handedIn.facts, at('30'), after);
  expect(found?.facts.clocks[reply] ?? handedIn.facts.clocks[reply]).toMatchObject({
    dueAt: null,
    late: handedIn.facts.clocks[reply]!.late,
  });
});
