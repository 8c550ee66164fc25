import { countedAnew, type CalendarFacts } from './clocks.ts';
import { dueOf, type Advanced, type CaseFacts } from './facts.ts';
import { SETTLED_STATES } from './moves.ts';

/**
 * The case with its running clocks counted on today's calendar, or null when no date changes.
 * Clocks that have stopped keep what was true when they stopped.
 */
export function recount(facts: CaseFacts, at: Date, calendar: CalendarFacts): Advanced | null {
  const { state } = facts;
  if (!state || SETTLED_STATES.includes(state)) return null;
  const touched: number[] = [];
  const clocks = facts.clocks.map((clock, index) => {
    const again = countedAnew(clock, at, calendar);
    if (again !== clock) touched.push(index);
    return again;
  });
  if (touched.length === 0) return null;
  const version = facts.version + 1;
  return {
    facts: { ...facts, state, version, clocks },
    entry: {
      seq: version,
      at,
      move: 'recount',
      from: state,
      to: state,
      role: 'system',
      reason: null,
      public: true,
    },
    touched,
    due: dueOf(state, clocks),
    decided: null,
    closed: false,
    reply: null,
    again: null,
    interim: null,
  };
}
