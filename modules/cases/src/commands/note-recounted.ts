import { AppError, defineCommand } from '@otklik/kernel';
import { z } from 'zod';
import { noteRecounted as note } from '../store/recounts.ts';

const input = z.strictObject({
  tables: z.string().min(1).max(4000),
  after: z.uuid().nullable(),
});

/** Open cases up to here were counted by these tables of the calendar; null: all of them. */
export const noteRecounted = defineCommand({
  name: 'cases.note-recounted',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { tables, after } }) {
    await note(tx, tables, after);
  },
  audit: ({ input: { after } }) => ({ object: 'calendar', after: after ?? 'whole' }),
});
