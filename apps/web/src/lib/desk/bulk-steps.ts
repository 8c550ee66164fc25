import type { Queue } from '@otklik/cases';
import { m } from '@otklik/i18n';
import { FIX_REASONS, REJECTION_REASONS, RETURN_REASONS } from './reasons.ts';

export interface BulkStep {
  readonly name: string;
  /** Only in this queue; in every one when absent. */
  readonly queue?: Queue;
  readonly text: () => string;
  readonly sure: (given: { count: number }) => string;
  /** It can be taken back within the hour. */
  readonly reversible: boolean;
  /** One reason for all. */
  readonly reasons?: readonly string[];
  /** The prepared texts that go with the reason. */
  readonly prepared?: 'reject' | 'return-message' | 'return-answer';
  /** The words that go out are shown, since nobody has seen them together before. */
  readonly shows?: 'story' | 'answer';
}

/** What can be done with several cases at once, in the order of the bar. */
export const BULK_STEPS: readonly BulkStep[] = [
  {
    name: 'take',
    text: m.workbench_step_take,
    sure: m.workbench_sure_take,
    reversible: true,
  },
  {
    name: 'hand-over',
    text: m.workbench_step_hand_over,
    sure: m.workbench_sure_hand_over,
    reversible: true,
  },
  {
    name: 'give-back',
    text: m.workbench_step_give_back,
    sure: m.workbench_sure_give_back,
    reversible: true,
  },
  {
    name: 'publish',
    queue: 'moderation',
    text: m.workbench_step_publish,
    sure: m.workbench_sure_publish,
    reversible: false,
    shows: 'story',
  },
  {
    name: 'return-message',
    queue: 'moderation',
    text: m.workbench_step_return_message,
    sure: m.workbench_sure_return_message,
    reversible: false,
    reasons: FIX_REASONS,
    prepared: 'return-message',
  },
  {
    name: 'reject',
    queue: 'moderation',
    text: m.workbench_step_reject,
    sure: m.workbench_sure_reject,
    reversible: false,
    reasons: REJECTION_REASONS,
    prepared: 'reject',
  },
  {
    name: 'publish-answer',
    queue: 'answers',
    text: m.workbench_step_publish_answer,
    sure: m.workbench_sure_publish_answer,
    reversible: false,
    shows: 'answer',
  },
  {
    name: 'return-answer',
    queue: 'answers',
    text: m.workbench_step_return_answer,
    sure: m.workbench_sure_return_answer,
    reversible: false,
    reasons: RETURN_REASONS,
    prepared: 'return-answer',
  },
];

export const bulkStep = (name: string | null): BulkStep | undefined =>
  BULK_STEPS.find((step) => step.name === name);

/** The steps that a queue's bar offers. */
export const stepsOf = (queue: Queue): readonly BulkStep[] =>
  BULK_STEPS.filter((step) => step.queue === undefined || step.queue === queue);
