import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { loadCalendar } from '@otklik/working-time';
import { advance, open, type Advanced, type CaseFacts } from '../src/model/advance.ts';
import type { CalendarFacts, Terms } from '../src/model/clocks.ts';
import { MOVES, ruleOf, type Move } from '../src/model/moves.ts';

const file = new URL('../../registry/data/calendar/ru.json', import.meta.url);
export const CALENDAR: CalendarFacts = {
  calendar: loadCalendar(JSON.parse(readFileSync(file, 'utf8'))),
  zone: 'Europe/Moscow',
};

/** The clocks of the bundled topics; the reply's unit as a test wants it. */
export const termsWith = (reply: Terms['reply']): Terms => ({
  moderation: { amount: 24, unit: 'hours', schedule: 'round-the-clock', rule: 'test' },
  reply,
  'reply-moderation': { amount: 1, unit: 'working-days', rule: 'test' },
  verdict: { amount: 15, unit: 'calendar-days', roll: 'next', rule: 'test' },
  control: { amount: 5, unit: 'working-days', rule: 'test' },
});
export const TERMS = termsWith({ amount: 8, unit: 'working-days', rule: 'test' });

export const START = new Date('2026-03-02T07:00:00Z');
export const MOVE_NAMES = Object.keys(MOVES) as Move[];

export interface Step {
  readonly move: Move;
  readonly at: Date;
  readonly before: CaseFacts;
  readonly after: Advanced;
}

/** One move of a walk, by a role that may make it and with a reason where one is asked for. */
export const make = (facts: CaseFacts, move: Move, at: Date): Advanced =>
  advance(
    facts,
    { move, role: ruleOf(move).by[0]!, at, reason: ruleOf(move).reasons?.[0] },
    CALENDAR,
  );

export const movesFrom = (state: CaseFacts['state']): Move[] =>
  MOVE_NAMES.filter((move) => state !== null && ruleOf(move).from.includes(state));

/** Any way a case can go: which of the open moves is made, and after how many minutes. */
export const walks = fc
  .record({
    draft: fc.boolean(),
    steps: fc.array(
      fc.record({ choice: fc.nat(50), gap_min: fc.integer({ min: 0, max: 20_000 }) }),
      { maxLength: 25 },
    ),
  })
  .map(({ draft, steps }) => {
    const opened = open(TERMS, draft ? 'draft' : 'submitted', START, CALENDAR);
    const walk: Step[] = [];
    let facts: CaseFacts = opened.facts;
    let at_ms = START.getTime();
    for (const { choice, gap_min } of steps) {
      const open_moves = movesFrom(facts.state);
      if (open_moves.length === 0) break;
      at_ms += gap_min * 60_000;
      const move = open_moves[choice % open_moves.length]!;
      const at = new Date(at_ms);
      const after = make(facts, move, at);
      walk.push({ move, at, before: facts, after });
      facts = after.facts;
    }
    return { opened, walk };
  });
