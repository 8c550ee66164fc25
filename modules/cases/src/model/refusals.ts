import { AppError, canonicalJson } from '@otklik/kernel';
import { isLate, windowEnd, type CalendarFacts } from './clocks.ts';
import { dueOf, type CaseFacts, type MoveRequest } from './facts.ts';
import { PAUSES_MAX, type ClockCount, type Rule } from './moves.ts';

const counts = (facts: CaseFacts, wanted: ClockCount): boolean => {
  const found = facts.clocks.filter(
    (clock) =>
      clock.stage === wanted.stage && (wanted.over === 'case' || clock.round === facts.round),
  );
  return (
    found.length >= (wanted.min ?? 0) &&
    found.length <= (wanted.max ?? Infinity) &&
    (!wanted.running || found.some((clock) => !clock.stoppedAt))
  );
};

/** Whether the reply runs on a term that is no longer the case's own. */
function hasOtherTerm({ clocks, terms }: CaseFacts): boolean {
  const running = clocks.findLast((clock) => clock.stage === 'reply' && !clock.stoppedAt);
  return running !== undefined && canonicalJson(running.term) !== canonicalJson(terms.reply);
}

/**
 * When the minutes after sending are over. Sent is a message when its first clock began; one whose address
 * is not confirmed yet, when it was opened.
 */
export function minutesEnd({ clocks, since }: CaseFacts, minutes: number): Date {
  const sent = clocks.find((clock) => clock.stage === 'moderation')?.startedAt ?? since;
  return new Date((sent?.getTime() ?? 0) + minutes * 60_000);
}

/** Whether a case's own facts allow the move now, whoever makes it. Null when they do. */
export function whyNot(
  facts: CaseFacts,
  rule: Rule,
  at: Date,
  calendar: CalendarFacts,
): AppError | null {
  const { state } = facts;
  const impossible = (reason: string) => new AppError('move-impossible', { state, reason });
  if (!state || !rule.from.includes(state))
    return new AppError('move-impossible', { state: facts.state });
  if (rule.backIs && facts.back !== rule.backIs.was) return impossible('not-put-aside-from-there');
  if (rule.settles && (!facts.proposal || !rule.settles.includes(facts.proposal)))
    return impossible('nothing-proposed');
  if (rule.proposes && facts.proposal) return impossible('proposal-is-open');
  if (rule.clocks && !counts(facts, rule.clocks)) return impossible('not-at-this-point');
  if (rule.recounts === 'as-agreed' && !hasOtherTerm(facts))
    return impossible('nothing-to-agree-to');
  if (rule.when) {
    const due = dueOf(state, facts.clocks);
    if (isLate({ dueAt: due.at }, at) !== (rule.when === 'overdue'))
      return impossible(`not-${rule.when}`);
  }
  const days = typeof rule.window_days === 'object' ? rule.window_days[state] : rule.window_days;
  if (days !== undefined && facts.since && at > windowEnd(facts.since, days, calendar))
    return new AppError('window-over', { days });
  if (rule.window_min !== undefined && at > minutesEnd(facts, rule.window_min))
    return new AppError('window-over', { minutes: rule.window_min });
  if (rule.pauses && facts.pauses >= PAUSES_MAX)
    return new AppError('pauses-used-up', { maximum: PAUSES_MAX });
  return null;
}

/**
 * Everything the table forbids.
 * @throws AppError move-impossible, forbidden, reason-required, window-over, pauses-used-up
 */
export function refuseUnfit(
  facts: CaseFacts,
  { move, role, at, reason }: MoveRequest,
  rule: Rule,
  calendar: CalendarFacts,
): void {
  if (!facts.state || !rule.from.includes(facts.state))
    throw new AppError('move-impossible', { move, state: facts.state });
  if (!rule.by.includes(role) && rule.standIn !== role) throw new AppError('forbidden', { move });
  if (rule.reasons && (!reason || !rule.reasons.includes(reason)))
    throw new AppError('reason-required', { move });
  const refused = whyNot(facts, rule, at, calendar);
  if (refused) throw refused;
  // What happened later than the move cannot be undone by dating the move back.
  if (facts.since && at < facts.since)
    throw new AppError('move-impossible', { reason: 'back-dated' });
}
