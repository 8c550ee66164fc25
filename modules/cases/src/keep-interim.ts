import type { Tx } from '@otklik/kernel';
import { endOfDay } from './model/promise.ts';
import type { Move } from './model/moves.ts';
import { actOn, judgedAt, promiseNotice, publishPromises } from './keep-promises.ts';
import type { CaseRow } from './store/cases.ts';
import type { ProposalRow } from './store/proposals.ts';
import { interimPromise, setPromise } from './store/promises.ts';

/** An interim answer's promise is a task like any other; a later date let through moves it. */
export async function keepInterim(
  tx: Tx,
  row: CaseRow,
  move: Move,
  proposal: ProposalRow & {
    readonly until: string;
    readonly text: string;
    readonly owner: string | null;
  },
): Promise<void> {
  const { until, text, owner } = proposal;
  const due_at = endOfDay(row.zone, until);
  if (move !== 'accept-interim') {
    const promise = await interimPromise(tx, row.id, ['promised']);
    if (!promise) return;
    const notice = await promiseNotice(tx, { until, due_at, zone: row.zone }, -1);
    return setPromise(tx, promise, { until, due_at, ...notice });
  }
  const source = { kind: 'interim', id: proposal.id, round: proposal.round } as const;
  const ownerId = proposal.owner_id ?? undefined;
  await publishPromises(tx, row, source, [{ what: text, owner: owner ?? '', ownerId, until }]);
}

/** What the author says of the promised date is said of the promise too. */
export async function judgeInterim(
  tx: Tx,
  row: CaseRow,
  act: 'say-kept' | 'say-broken',
): Promise<void> {
  const promise = await interimPromise(tx, row.id, ['promised', 'overdue', 'done', 'silent']);
  if (!promise) return;
  if (promise.state === 'promised' && tx.now <= promise.due_at) {
    // Done before its day: kept. Not done before its day is no broken word yet.
    if (act === 'say-kept')
      await setPromise(tx, promise, {
        state: 'kept',
        judged_at: judgedAt(tx, row),
        notice_at: null,
        notice_step: null,
      });
    return;
  }
  // The case's own clock has seen the day pass; the promise's job may come minutes later.
  if (promise.state === 'promised') {
    await actOn(tx, promise, 'pass');
    await actOn(tx, { ...promise, state: 'overdue', late: true }, act, {
      judged_at: judgedAt(tx, row),
    });
    return;
  }
  await actOn(tx, promise, act, { judged_at: judgedAt(tx, row) });
}
