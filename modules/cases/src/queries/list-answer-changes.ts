import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { queueWorker } from './list-queue.ts';
import { listAnswerChanges as input } from '../schema-answer-changes.ts';
import { flagsAt } from '../store/flags.ts';
import { waitingChanges } from '../store/answer-changes.ts';

/** Changes of published answers that wait for a moderator, the oldest first. */
export const listAnswerChanges = defineQuery({
  name: 'cases.list-answer-changes',
  input,
  policy: ({ actor }: Context<z.output<typeof input>>) =>
    queueWorker({ actor, input: { queue: 'answers' } }),
  async handle({ tx, subject: grants, input: { limit } }) {
    const rows = await waitingChanges(tx, grants, limit);
    const flags = await flagsAt(
      tx,
      'change',
      rows.map(({ id }) => id),
    );
    return rows.map(({ id, number, kind, written_at, due_at, subject_ru, subject_en }) => ({
      number,
      kind,
      writtenAt: written_at,
      dueAt: due_at,
      late: due_at !== null && tx.now > due_at,
      /** What in its words a moderator had better look at: kinds, never words. */
      flags: flags.get(id) ?? [],
      subject: { ru: subject_ru, en: subject_en },
    }));
  },
});
