import { AppError, defineQuery, type Context, type Grant, type Tx } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import type { z } from 'zod';
import { grantsFor, QUEUE_RULES } from '../model/queues.ts';
import { staffGrants } from '../policy.ts';
import { listQueue as input } from '../schema.ts';
import { casesWithReturnedAnswer, queuePage, type CaseFilter } from '../store/lists.ts';

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

/** One page of a queue, the earliest deadline first; `filter` narrows it. */
export async function queueFor(
  tx: Tx,
  grants: readonly Grant[],
  { queue, cursor, before, limit }: Question,
  filter?: CaseFilter,
) {
  const { states, overdueOnly = false, proposals } = QUEUE_RULES[queue];
  const place = { overdueOnly, proposals, cursor, before, limit, filter };
  const { rows, previous, next } = await queuePage(tx, grants, states, place);
  const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
  const returned = await casesWithReturnedAnswer(tx, rows);
  return {
    queue,
    previous,
    next,
    cases: rows.map((row) => ({
      number: row.number,
      path: row.path,
      state: row.state,
      stateSince: row.state_since,
      subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
      clinic: clinics.get(row.clinic_id) ?? null,
      zone: row.zone,
      openedAt: row.opened_at,
      dueAt: row.due_at,
      dueDate: row.due_date,
      late: row.due_at !== null && tx.now > row.due_at,
      round: row.round,
      proposal: row.proposal,
      /** A moderator sent the clinic's answer of this round back. */
      answerReturned: returned.has(row.id),
      demo: row.demo,
    })),
  };
}

/** A work queue of the desk: the earliest deadline first. */
export const listQueueQuery = defineQuery({
  name: 'cases.list-queue',
  input,
  policy: queueWorker,
  handle: ({ tx, subject: grants, input: question }) => queueFor(tx, grants, question),
});
