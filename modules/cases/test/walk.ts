import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { loadCalendar } from '@otklik/working-time';
import { advance, open } from '../src/model/advance.ts';
import type { CalendarFacts, Terms } from '../src/model/clocks.ts';
import type { Advanced, CaseFacts } from '../src/model/facts.ts';
import { MOVES, ruleOf, type Move } from '../src/model/moves.ts';
import { whyNot } from '../src/model/refusals.ts';

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
    {
      move,
      role: ruleOf(move).by[0]!,
      at,
      reason: ruleOf(move).reasons?.[0],
      until: new Date(at.getTime() + 20 * 86_400_000).toISOString().slice(0, 10),
      terms: ruleOf(move).recounts === 'shorter-wins' ? otherTerms(facts.terms) : undefined,
    },
    CALENDAR,
  );

/** Terms of another subject: the reply in nine, then nineteen, then again eight working days. */
const otherTerms = (terms: Terms): Terms => {
  const amount = { 8: 9, 9: 19, 19: 8 }[terms.reply.amount] ?? 8;
  return { ...terms, reply: { ...terms.reply, amount, rule: `other ${amount}` } };
};

/** The moves whose rules allow them now. */
export const movesNow = (facts: CaseFacts, at: Date): Move[] =>
  MOVE_NAMES.filter((move) => whyNot(facts, ruleOf(move), at, CALENDAR) === null);

export const movesFrom = (state: CaseFacts['state']): Move[] =>
  MOVE_NAMES.filter((move) => state !== null && ruleOf(move).from.includes(state));

/** Taken more often, so that walks come further than the first states. */
const FORWARD = new Set<Move>([
  'publish',
  'publish-answer',
  'fall-silent',
  'propose-interim',
  'accept-interim',
  'propose-extension',
  'accept-extension',
  'plan-passed',
  'extend-again',
  'refuse-extension-again',
  'propose-question',
  'ask-author',
  'leave-unanswered',
  'confirm-plan',
  'deny-plan',
]);

const RARE = new Set<Move>([
  'propose-extension',
  'accept-extension',
  'extend-again',
  'refuse-extension-again',
]);

/** Minutes between two moves: at once, within days, or so late that terms and windows are over. */
const gaps = fc.oneof(
  fc.integer({ min: 0, max: 600 }),
  fc.integer({ min: 0, max: 8_000 }),
  fc.integer({ min: 10_000, max: 40_000 }),
);

/** Any way a case can go: which of the open moves is made, and after how many minutes. */
export const walks = fc
  .record({
    draft: fc.boolean(),
    steps: fc.array(fc.record({ choice: fc.nat(50), gap_min: gaps }), { maxLength: 40 }),
  })
  .map(({ draft, steps }) => {
    const opened = open(TERMS, draft ? 'draft' : 'submitted', START, CALENDAR);
    const walk: Step[] = [];
    let facts: CaseFacts = opened.facts;
    let at_ms = START.getTime();
    for (const { choice, gap_min } of steps) {
      at_ms += gap_min * 60_000;
      const open_moves = movesNow(facts, new Date(at_ms));
      if (open_moves.length === 0) continue;
      const lots = open_moves.flatMap((move) => {
        // Possible nearly everywhere and the end of everything: taken seldom, or no walk comes far.
        if (move === 'erase' || move === 'retract') return choice > 46 ? [move] : [];
        // Only a promise whose date was moved before leads on to these.
        if (RARE.has(move)) return Array.from({ length: 12 }, () => move);
        return FORWARD.has(move) ? [move, move, move, move] : [move];
      });
      if (lots.length === 0) continue;
      const move = lots[choice % lots.length]!;
      const at = new Date(at_ms);
      const after = make(facts, move, at);
      walk.push({ move, at, before: facts, after });
      facts = after.facts;
    }
    return { opened, walk };
  });
