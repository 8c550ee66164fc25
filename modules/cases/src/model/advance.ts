import { AppError } from '@otklik/kernel';
import { startClock, type CalendarFacts, type Terms } from './clocks.ts';
import { dueOf, type Advanced, type CaseFacts, type MoveRequest } from './facts.ts';
import { moveClocks } from './move-clocks.ts';
import { ruleOf, SETTLED_STATES, type ProposalKind, type Rule, type State } from './moves.ts';
import { refuseUnfit } from './refusals.ts';
import { interimTiming, replyTime } from './reply-time.ts';

/** Opens a case in `draft` (its author's address is not confirmed yet) or in `submitted`. */
export function open(
  terms: Terms,
  state: 'draft' | 'submitted',
  at: Date,
  calendar: CalendarFacts,
): Advanced {
  const clocks =
    state === 'submitted' ? [startClock('moderation', 1, terms.moderation, at, calendar)] : [];
  return {
    facts: {
      state,
      since: at,
      version: 1,
      round: 1,
      disputes: 0,
      pauses: 0,
      back: null,
      proposal: null,
      terms,
      clocks,
    },
    entry: {
      seq: 1,
      at,
      move: 'open',
      from: null,
      to: state,
      role: 'author',
      reason: null,
      public: false,
    },
    touched: clocks.map((_, index) => index),
    due: dueOf(state, clocks),
    decided: null,
    closed: false,
    reply: null,
    again: null,
    interim: null,
  };
}

/** Where the case is after the move, and where it would go back to. */
function whereTo(rule: Rule, state: State, back: State | null): { to: State; back: State | null } {
  if (rule.to === 'back') {
    if (!back) throw new AppError('move-impossible', { reason: 'nowhere-to-go-back' });
    return { to: back, back: null };
  }
  const to = rule.to === 'same' ? state : rule.to;
  if (rule.remembers) return { to, back: state };
  if (rule.backIs) return { to, back: rule.backIs.becomes };
  return { to, back: to === state ? back : null };
}

/** The proposal that is open after the move. */
function proposalAfter(rule: Rule, facts: CaseFacts, to: State): ProposalKind | null {
  if (rule.proposes) return rule.proposes;
  if (rule.settles || (rule.maySettle && rule.maySettle === facts.proposal)) return null;
  const stays = to === facts.state || to === 'danger' || facts.state === 'danger';
  return stays ? facts.proposal : null;
}

/**
 * Applies one move by the table: checks state, role and reason, ends, begins and resumes clocks.
 * Pure: the same for one case of a living person and for a million simulated ones.
 *
 * @throws AppError move-impossible, forbidden, reason-required, window-over, pauses-used-up, date-unfit
 */
export function advance(facts: CaseFacts, request: MoveRequest, calendar: CalendarFacts): Advanced {
  const { move, role, at, reason } = request;
  const rule = ruleOf(move);
  refuseUnfit(facts, request, rule, calendar);
  const state = facts.state!;
  const { to, back } = whereTo(rule, state, facts.back);
  const proposal = proposalAfter(rule, facts, to);
  const round = facts.round + (rule.newRound ? 1 : 0);
  const terms = request.terms ?? facts.terms;
  const version = facts.version + 1;
  const after = { ...facts, state: to, since: to === state ? facts.since : at, back, proposal };
  const { clocks, touched } = moveClocks({ ...after, round, terms }, request, rule, calendar);
  const isFirst = !facts.clocks.some((clock) => clock.stage === 'verdict');
  const answer = move === 'publish-answer' ? replyTime(clocks, round, calendar) : null;
  const gone = facts.proposal !== null && (proposal === null || rule.proposes !== undefined);
  return {
    facts: {
      ...after,
      version,
      round,
      disputes: facts.disputes + (to === 'disputed' ? 1 : 0),
      pauses: facts.pauses + (rule.pauses ? 1 : 0),
      terms,
      clocks,
    },
    entry: {
      seq: version,
      at,
      move,
      from: state,
      to,
      role,
      reason: reason ?? null,
      public: rule.public,
    },
    touched,
    due: dueOf(to, clocks),
    decided: gone ? (rule.outcome ?? 'lapsed') : null,
    closed: SETTLED_STATES.includes(to),
    reply: answer && isFirst ? answer : null,
    again: answer && !isFirst ? answer : null,
    interim: move === 'accept-interim' ? interimTiming(facts.clocks, calendar) : null,
  };
}
