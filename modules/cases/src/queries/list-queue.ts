import { AppError, defineQuery, type Context, type Grant, type Tx } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { zoneOf } from '@otklik/working-time';
import type { z } from 'zod';
import { grantsFor, QUEUE_RULES, type Queue } from '../model/queues.ts';
import { staffGrants } from '../policy.ts';
import { regionId } from '../store/cases.ts';
import { flagsOf } from '../store/flags.ts';
import { dueTerms } from '../store/running-terms.ts';
import { listQueue as input } from '../schema.ts';
import {
  casesWithReturnedAnswer,
  queuePage,
  queueRows,
  reached,
  type CaseFilter,
  type QueueOrder,
  type QueueRow,
} from '../store/lists.ts';

export type { QueueCount } from './count-queues.ts';
export { dueTerms, type DueTerm } from '../store/running-terms.ts';
export { input as listQueueInput };

const DAY_MS = 86_400_000;

type Question = z.output<typeof input>;

/**
 * The grants by which the actor works the queue.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function queueWorker({
  actor,
  input: { queue },
}: Pick<Context<Pick<Question, 'queue'>>, 'actor' | 'input'>): Grant[] {
  const grants = grantsFor(staffGrants(actor), queue);
  if (grants.length === 0) throw new AppError('forbidden', { queue });
  return grants;
}

/** The cases of a queue within reach, to be counted or grouped; `filter` narrows it. */
export const rowsOfQueue = (tx: Tx, grants: readonly Grant[], queue: Queue, filter?: CaseFilter) =>
  queueRows(tx, grants, QUEUE_RULES[queue], filter);

/** The cases within reach that were settled since, to be counted or grouped. */
export const settledRows = (tx: Tx, grants: readonly Grant[], since: Date) =>
  tx.db
    .selectFrom('cases')
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.closed_at', '>=', since)
    .where((eb) => reached(eb, grants));

/** What a queue says of the clock that its workers are held to. */
interface QueueDue {
  readonly dueAt: Date | null;
  readonly dueDate: string | null;
  readonly late: boolean;
}

const stepDue = (row: QueueRow, now: Date): QueueDue => ({
  dueAt: row.due_at,
  dueDate: row.due_date,
  late: row.due_at !== null && now > row.due_at,
});

/** Of a proposal: until when it is to be decided, whatever the clinic's own clock says. */
const proposalDue = (row: QueueRow, now: Date): QueueDue => ({
  dueAt: row.proposal_due_at,
  dueDate:
    row.proposal_due_at &&
    new Date(zoneOf(row.zone).localDay(row.proposal_due_at.getTime() - 1) * DAY_MS)
      .toISOString()
      .slice(0, 10),
  late: row.proposal_due_at !== null && now > row.proposal_due_at,
});

/** Cases as a queue shows them, in the order given. */
export async function queueCases(
  tx: Tx,
  rows: readonly QueueRow[],
  clock: 'step' | 'proposal' = 'step',
  flags_for_staff = false,
) {
  const of_proposal = ({ proposal_due_at }: Pick<QueueRow, 'proposal_due_at'>) =>
    proposal_due_at && 'proposal';
  const [clinics, returned, flags, termOf] = await Promise.all([
    clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]),
    casesWithReturnedAnswer(tx, rows),
    flags_for_staff ? flagsOf(tx, rows) : null,
    dueTerms(tx, rows, clock === 'step' ? undefined : of_proposal),
  ]);
  const of = clock === 'step' ? stepDue : proposalDue;
  return rows.map((row) => ({
    number: row.number,
    version: row.version,
    path: row.path,
    state: row.state,
    stateSince: row.state_since,
    subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
    clinic: clinics.get(row.clinic_id) ?? null,
    zone: row.zone,
    openedAt: row.opened_at,
    ...of(row, tx.now),
    ...termOf(row),
    round: row.round,
    proposal: row.proposal,
    /** Why the words that wait were flagged: kinds, never words; for whoever judges them. */
    flags: flags?.get(row.id) ?? [],
    /** A moderator sent the clinic's answer of this round back. */
    answerReturned: returned.has(row.id),
    demo: row.demo,
  }));
}

/** One page of a queue, the earliest deadline first unless asked otherwise; `filter` narrows it. */
export async function queueFor(
  tx: Tx,
  grants: readonly Grant[],
  { queue, cursor, before, limit, sort }: Question,
  filter?: CaseFilter,
) {
  const clock = QUEUE_RULES[queue].proposals ? 'proposal' : 'step';
  const order: QueueOrder = sort === 'due' && clock === 'proposal' ? clock : sort;
  const place = { order, cursor, before, limit, filter };
  const { rows, previous, next } = await queuePage(tx, grants, QUEUE_RULES[queue], place);
  const is_judge = grants.some((grant) => grant.role === 'moderator');
  return { queue, previous, next, cases: await queueCases(tx, rows, clock, is_judge) };
}

/** A work queue of the desk: the earliest deadline first. */
export const listQueueQuery = defineQuery({
  name: 'cases.list-queue',
  input,
  policy: queueWorker,
  handle: ({ tx, subject: grants, input: question }) => queueFor(tx, grants, question),
});
