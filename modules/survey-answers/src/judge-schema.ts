import { z } from 'zod';

const ITEMS_CHARACTERS_MAX = 262_144;

export const judgeLink = z.strictObject({
  token: z.string().regex(/^[\w-]{43}$/),
  /** The form that was answered, as `url|version`. */
  questionnaire: z.string().max(600),
  /** Items of a completed response, as JSON text. */
  item: z.string().max(ITEMS_CHARACTERS_MAX),
});
