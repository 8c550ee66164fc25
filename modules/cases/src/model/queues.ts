import type { Grant, StaffRole } from '@otklik/kernel';
import type { ProposalKind, State } from './states.ts';

export const QUEUES = [
  'danger',
  'moderation',
  'appeals',
  'answers',
  'proposals',
  'routing',
  'replies',
  'control',
  'overdue',
  'all',
] as const;
export type Queue = (typeof QUEUES)[number];

interface QueueRule {
  readonly states: readonly State[];
  /** Who works it. */
  readonly roles: readonly StaffRole[];
  readonly overdueOnly?: boolean;
  /** Only cases with an open proposal of these kinds. */
  readonly proposals?: readonly ProposalKind[];
}

const OPEN: readonly State[] = [
  'submitted',
  'danger',
  'returned',
  'appealed',
  'in-work',
  'waiting-author',
  'planned',
  'answer-draft',
  'answered',
  'disputed',
];
const EVERYBODY: readonly StaffRole[] = [
  'moderator',
  'executor',
  'head',
  'coordinator',
  'controller',
  'administrator',
];

/** What each queue of the desk holds and who works it. */
export const QUEUE_RULES: Readonly<Record<Queue, QueueRule>> = {
  danger: { states: ['danger'], roles: ['moderator'] },
  moderation: { states: ['submitted'], roles: ['moderator'] },
  appeals: { states: ['appealed'], roles: ['moderator'] },
  answers: { states: ['answer-draft'], roles: ['moderator'] },
  proposals: {
    states: ['in-work', 'planned'],
    roles: ['moderator', 'controller'],
    proposals: ['question', 'interim', 'extension'],
  },
  routing: { states: ['in-work'], roles: ['coordinator'], proposals: ['not-ours'] },
  replies: { states: ['in-work', 'planned'], roles: ['executor', 'head'] },
  control: { states: ['disputed'], roles: ['controller'] },
  overdue: { states: OPEN, roles: EVERYBODY, overdueOnly: true },
  all: { states: OPEN, roles: EVERYBODY },
};

/** The grants by which somebody works a queue. */
export const grantsFor = (grants: readonly Grant[], queue: Queue): Grant[] =>
  grants.filter((grant) => QUEUE_RULES[queue].roles.includes(grant.role));
