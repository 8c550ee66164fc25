import {
  planDays,
  resumeClock,
  retermClock,
  startClock,
  stopClock,
  type CalendarFacts,
  type Clock,
  type StageTerm,
} from './clocks.ts';
import type { CaseFacts, MoveRequest } from './facts.ts';
import { stagesOf, type Rule, type Stage } from './moves.ts';
import { termOf } from './terms.ts';

/** A promise lasts to the end of its day, be it a day off. */
const termOfPlan = (until: string | undefined, at: Date, { zone }: CalendarFacts): StageTerm => ({
  amount: planDays(zone, at, until),
  unit: 'calendar-days',
  roll: 'none',
  rule: 'promised-date',
});

/** The stages whose clock may run once the move is made. */
function allowedIn({ state, back, proposal }: CaseFacts): ReadonlySet<Stage> {
  const aside = state === 'danger' ? stagesOf(back) : [];
  return new Set([...stagesOf(state), ...aside, ...(proposal ? ['proposal' as const] : [])]);
}

/**
 * The case's clocks after a move. A clock runs exactly as long as the case is where its step is owed:
 * what the new state does not know ends; what the rule starts or resumes runs.
 *
 * @param after the case as the move leaves it, with the clocks it had before
 */
export function moveClocks(
  after: CaseFacts,
  { at, until }: MoveRequest,
  rule: Rule,
  calendar: CalendarFacts,
): { clocks: readonly Clock[]; touched: readonly number[] } {
  const clocks = [...after.clocks];
  const touched = new Set<number>();
  const replace = (index: number, clock: Clock) => {
    if (clocks[index] === clock) return;
    clocks[index] = clock;
    touched.add(index);
  };
  const allowed = allowedIn(after);
  for (const [index, clock] of clocks.entries())
    if (!clock.stoppedAt && (!allowed.has(clock.stage) || clock.stage === rule.starts))
      replace(index, stopClock(clock, at));
  if (rule.resumes) {
    const index = lastStopped(clocks, rule.resumes);
    if (index >= 0) replace(index, resumeClock(clocks[index]!, at, calendar));
  }
  if (rule.recounts) {
    const agreed = rule.recounts === 'as-agreed';
    for (const [index, clock] of clocks.entries())
      if (!clock.stoppedAt && (clock.stage === 'moderation' || clock.stage === 'reply'))
        replace(index, retermClock(clock, termOf(after.terms, clock.stage), agreed, calendar));
  }
  if (rule.starts) {
    const term =
      rule.starts === 'planned'
        ? termOfPlan(until, at, calendar)
        : termOf(after.terms, rule.starts);
    replace(clocks.length, startClock(rule.starts, after.round, term, at, calendar));
  }
  return { clocks, touched: [...touched] };
}

/** The clock of these stages that ended last. */
function lastStopped(clocks: readonly Clock[], stages: readonly Stage[]): number {
  let found = -1;
  for (const [index, { stage, stoppedAt }] of clocks.entries()) {
    if (!stages.includes(stage) || !stoppedAt) continue;
    if (found < 0 || stoppedAt >= clocks[found]!.stoppedAt!) found = index;
  }
  return found;
}
