import { AppError, defineQuery, type Context, type Grant, type Tx } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import type { z } from 'zod';
import { grantsFor, QUEUE_RULES, type Queue } from '../model/queues.ts';
import { termOf } from '../model/terms.ts';
import { staffGrants } from '../policy.ts';
import { regionId, type CaseRow } from '../store/cases.ts';
import { flagsOf } from '../store/flags.ts';
import { listQueue as input } from '../schema.ts';
import {
  casesWithReturnedAnswer,
  queuePage,
  queueRows,
  reached,
  type CaseFilter,
} from '../store/lists.ts';

export { input as listQueueInput };

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

/** Cases as a queue shows them, in the order given. */
export async function queueCases(tx: Tx, rows: readonly CaseRow[], flags_for_staff = false) {
  const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
  const returned = await casesWithReturnedAnswer(tx, rows);
  const flags = flags_for_staff ? await flagsOf(tx, rows) : null;
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
    dueAt: row.due_at,
    dueDate: row.due_date,
    /** In what the running step's term is counted; null where no clock runs. */
    dueUnit: row.due_stage && termOf(row.terms, row.due_stage).unit,
    late: row.due_at !== null && tx.now > row.due_at,
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
  const place = { order: sort, cursor, before, limit, filter };
  const { rows, previous, next } = await queuePage(tx, grants, QUEUE_RULES[queue], place);
  return {
    queue,
    previous,
    next,
    cases: await queueCases(
      tx,
      rows,
      grants.some((grant) => grant.role === 'moderator'),
    ),
  };
}

/** A work queue of the desk: the earliest deadline first. */
export const listQueueQuery = defineQuery({
  name: 'cases.list-queue',
  input,
  policy: queueWorker,
  handle: ({ tx, subject: grants, input: question }) => queueFor(tx, grants, question),
});
