import type { Grant, StaffRole } from '@otklik/kernel';
import type { State } from './moves.ts';

export const QUEUES = ['moderation', 'answers', 'replies', 'control', 'overdue', 'all'] as const;
export type Queue = (typeof QUEUES)[number];

interface QueueRule {
  readonly states: readonly State[];
  /** Who works it. */
  readonly roles: readonly StaffRole[];
  readonly overdueOnly?: boolean;
}

const OPEN: readonly State[] = ['submitted', 'in-work', 'answer-draft', 'answered', 'disputed'];
const EVERYBODY: readonly StaffRole[] = [
  'moderator',
  'executor',
  'coordinator',
  'controller',
  'administrator',
];

/** What each queue of the desk holds and who works it. */
export const QUEUE_RULES: Readonly<Record<Queue, QueueRule>> = {
  moderation: { states: ['submitted'], roles: ['moderator'] },
  answers: { states: ['answer-draft'], roles: ['moderator'] },
  replies: { states: ['in-work'], roles: ['executor'] },
  control: { states: ['disputed'], roles: ['controller'] },
  overdue: { states: OPEN, roles: EVERYBODY, overdueOnly: true },
  all: { states: OPEN, roles: EVERYBODY },
};

/** The grants by which somebody works a queue. */
export const grantsFor = (grants: readonly Grant[], queue: Queue): Grant[] =>
  grants.filter((grant) => QUEUE_RULES[queue].roles.includes(grant.role));
