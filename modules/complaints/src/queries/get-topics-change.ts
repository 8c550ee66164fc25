import { defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { lastChange } from '../store/topics-change.ts';

/** When the topics last changed; a change of a day to come has not happened yet. */
export const getTopicsChange = defineQuery({
  name: 'complaints.get-topics-change',
  input: z.strictObject({}),
  policy: () => undefined,
  handle: async ({ tx }) => ({ changedAt: await lastChange(tx) }),
});
