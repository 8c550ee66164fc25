import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { MOVE_OF_TIME } from '../model/timed.ts';
import type { State } from '../model/states.ts';
import { lateAlarmNumbers } from '../store/alarms.ts';
import { lateChangeNumbers } from '../store/answer-changes.ts';
import { datelessNumbers } from '../store/dateless.ts';
import { dueNumbers, lateProposalNumbers, noticeNumbers, staleDrafts } from '../store/lists.ts';

/**
 * States whose lateness is told here; where the author is waited for, time itself decides, and of danger
 * whoever knows the duty tells.
 */
const LATE_STATES: readonly State[] = [
  'submitted',
  'appealed',
  'in-work',
  'answer-draft',
  'disputed',
];
const DRAFT_LIFE_MS = 7 * 86_400_000;
const input = z.strictObject({
  what: z.enum([
    'timed',
    'overdue',
    'danger',
    'alarms',
    'proposals',
    'answer-changes',
    'notices',
    'drafts',
    'dateless',
  ]),
  limit: z.number().int().min(1).max(1000).default(500),
});

/** What time has decided and a job has not settled yet: numbers only. */
export const listDue = defineQuery({
  name: 'cases.list-due',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { what, limit } }) {
    switch (what) {
      case 'timed':
        return dueNumbers(tx, { states: Object.keys(MOVE_OF_TIME) as State[] }, limit);
      case 'overdue':
        return dueNumbers(tx, { states: LATE_STATES, notedOnly: false }, limit);
      case 'danger':
        return dueNumbers(tx, { states: ['danger'], notedOnly: false }, limit);
      case 'alarms':
        return lateAlarmNumbers(tx, limit);
      case 'proposals':
        return lateProposalNumbers(tx, limit);
      case 'answer-changes':
        return lateChangeNumbers(tx, limit);
      case 'notices':
        return noticeNumbers(tx, limit);
      case 'dateless':
        return datelessNumbers(tx, limit);
      case 'drafts':
        return staleDrafts(tx, new Date(tx.now.getTime() - DRAFT_LIFE_MS), limit);
    }
  },
});
