import { AppError, defineQuery, grantsOf, type Context, type StaffRole } from '@otklik/kernel';
import type { z } from 'zod';
import type { State } from '../model/moves.ts';
import { listQueue as input, type QUEUES } from '../schema.ts';
import { countByState, queuePage } from '../store/lists.ts';

type Queue = (typeof QUEUES)[number];
const OPEN: readonly State[] = ['submitted', 'in-work', 'answer-draft', 'answered', 'disputed'];

/** What each queue holds and who works it. */
const QUEUE: Readonly<Record<Queue, { states: readonly State[]; roles: readonly StaffRole[] }>> = {
  moderation: { states: ['submitted'], roles: ['moderator'] },
  answers: { states: ['answer-draft'], roles: ['moderator'] },
  replies: { states: ['in-work'], roles: ['executor'] },
  control: { states: ['disputed'], roles: ['controller'] },
  overdue: {
    states: OPEN,
    roles: ['moderator', 'executor', 'coordinator', 'controller', 'administrator'],
  },
  all: {
    states: OPEN,
    roles: ['moderator', 'executor', 'coordinator', 'controller', 'administrator'],
  },
};

/** A work queue of the desk: the earliest deadline first. */
export const listQueueQuery = defineQuery({
  name: 'cases.list-queue',
  input,
  policy({ actor, input: { queue } }: Context<z.output<typeof input>>) {
    const grants = grantsOf(actor).filter((grant) => QUEUE[queue].roles.includes(grant.role));
    if (grants.length > 0) return grants;
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    if (actor.kind === 'person' && actor.grants.length > 0 && !actor.secondFactor)
      throw new AppError('second-factor-required');
    throw new AppError('forbidden', { queue });
  },
  async handle({ tx, subject: grants, input: { queue, cursor, limit } }) {
    const options = {
      overdueOnly: queue === 'overdue',
      cursor,
      limit,
    };
    const { rows, next } = await queuePage(tx, grants, QUEUE[queue].states, options);
    return {
      queue,
      next,
      counts: await countByState(tx, grants),
      cases: rows.map((row) => ({
        number: row.number,
        path: row.path,
        state: row.state,
        stateSince: row.state_since,
        subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
        clinicId: row.clinic_id,
        zone: row.zone,
        openedAt: row.opened_at,
        dueAt: row.due_at,
        dueDate: row.due_date,
        late: row.due_at !== null && tx.now > row.due_at,
        round: row.round,
        demo: row.demo,
      })),
    };
  },
});
