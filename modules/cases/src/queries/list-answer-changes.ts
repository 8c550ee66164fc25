import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { queueWorker } from './list-queue.ts';
import { listAnswerChanges as input } from '../schema-answer-changes.ts';
import { waitingChanges } from '../store/answer-changes.ts';

/** Changes of published answers that wait for a moderator, the oldest first. */
export const listAnswerChanges = defineQuery({
  name: 'cases.list-answer-changes',
  input,
  policy: ({ actor }: Context<z.output<typeof input>>) =>
    queueWorker({ actor, input: { queue: 'answers' } }),
  async handle({ tx, subject: grants, input: { limit } }) {
    const rows = await waitingChanges(tx, grants, limit);
    return rows.map(({ number, kind, written_at, subject_ru, subject_en }) => ({
      number,
      kind,
      writtenAt: written_at,
      subject: { ru: subject_ru, en: subject_en },
    }));
  },
});
