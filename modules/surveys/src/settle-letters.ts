import type { Tx } from '@otklik/kernel';
import { pauseAfter } from '@otklik/notices';
import { kindOf } from './model/report.ts';
import type { Delivery, Outcome } from './schema.ts';
import { refund } from './store/charges.ts';
import { applyReport } from './store/reports.ts';
import { settle, type Settled } from './store/outbox.ts';
import { forgetTokens } from './store/tokens.ts';

const MINUTE_ms = 60_000;
/** Pauses grow up to two hours. */
const GROWING_max = 9;

const isPutOff = (delivery: Delivery): boolean => ['postponed', 'unreached'].includes(delivery);
const pauseOf = (delivery: Delivery, attempt: number): number =>
  delivery === 'unreached' ? MINUTE_ms : pauseAfter(Math.min(attempt, GROWING_max));

function settledBy({ letterId, attempt, delivery, queuedAs }: Outcome, now: Date): Settled {
  const one = { letterId, attempt, queuedAs: queuedAs ?? null, because: null, notBefore: null };
  if (delivery === 'sent') return { ...one, state: 'sent' };
  if (delivery === 'unknown') return { ...one, state: 'in-doubt' };
  // A letter waits as long as its invitation can be answered: an outage of days loses none.
  if (isPutOff(delivery))
    return {
      ...one,
      state: 'queued',
      notBefore: new Date(now.getTime() + pauseOf(delivery, attempt)),
    };
  return { ...one, state: 'failed', because: 'refused' };
}

/** What a post office said at once, as if it had been a report. Without a status a refused recipient has no such address. */
const statusOf = ({ delivery, status }: Outcome): string =>
  status ?? (delivery === 'bounced' ? '5.1.1' : '5.0.0');

/**
 * Writes what became of letters. A link that surely reached nobody goes; a refusal for good counts as a report of
 * the receiving post office.
 */
export async function settleLetters(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const carried = await settle(
    tx,
    outcomes.map((outcome) => settledBy(outcome, tx.now)),
  );
  const byId = new Map(outcomes.map((outcome) => [outcome.letterId, outcome]));
  const unread = carried.filter(({ id }) => !['sent', 'unknown'].includes(byId.get(id)!.delivery));
  await forgetTokens(tx, unread);
  await refund(
    tx,
    unread.map(({ id }) => id),
  );
  for (const { id: letterId, personId, channel } of unread) {
    const outcome = byId.get(letterId)!;
    if (isPutOff(outcome.delivery)) continue;
    const kind = kindOf({ action: 'failed', status: statusOf(outcome) });
    await applyReport(tx, {
      hash: `inline:${letterId}:${outcome.attempt}`,
      letterId,
      personId,
      kind,
      channel,
    });
  }
}
