import { QUEUES, STATES } from '@otklik/cases';
import { z } from 'zod';

/** Words of a search are few; more says nothing. */
const WORDS_MAX_characters = 100;

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);

/** What narrows a queue. Each of these is a link or a box of the page, and all of them its address. */
export const queueFilters = z.strictObject({
  /** Whose cases: one's own, those that nobody holds, or all. */
  held: z.enum(['mine', 'free', 'all']).default('all'),
  /** The colleague who holds them. */
  holder: z.uuid().optional(),
  state: z.enum(STATES).optional(),
  topic: code.optional(),
  clinic: code.optional(),
  /** A district or an okrug. */
  district: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional(),
  /** Past its deadline, or due by the end of the next working day. */
  due: z.enum(['overdue', 'soon']).optional(),
  /** A number or its beginning, words of the topic, the clinic, the published text. */
  q: z
    .string()
    .trim()
    .max(WORDS_MAX_characters)
    .optional()
    .transform((words) => words || undefined),
  /** Only the messages of one campaign. */
  campaign: z.uuid().optional(),
  sort: z.enum(['due', 'age']).default('due'),
});
export type QueueFilters = z.output<typeof queueFilters>;

export const queueName = z.enum(QUEUES);
