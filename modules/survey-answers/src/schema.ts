import { locales } from '@otklik/i18n';
import { z } from 'zod';

export const nothing = z.strictObject({});

const token = z.string().regex(/^[\w-]{43}$/);
/** The hidden number of a form: fresh with each opening of its last page. */
const nonce = z.string().regex(/^[\w-]{16,64}$/);
const locale = z.enum(locales);
const fieldName = z.string().min(1).max(300);
const FIELD_CHARACTERS_MAX = 20_000;

export const lookAtLink = z.strictObject({
  token,
  locale,
  /** One option chosen in the letter: the form opens with it, and nothing is kept. */
  chosen: z.strictObject({ item: fieldName, code: z.string().min(1).max(100) }).optional(),
});
export const saveDraft = z.strictObject({
  token,
  /** Fields of one page as a browser sends them. */
  fields: z.array(z.tuple([fieldName, z.string().max(FIELD_CHARACTERS_MAX)])).max(200),
  /** The top-level items that were on the page. */
  step: z.array(z.string().max(300)).min(1).max(50),
});
export const finish = z.strictObject({
  token,
  /** A QuestionnaireResponse; its items are judged, whatever it is. */
  response: z.strictObject({
    resourceType: z.literal('QuestionnaireResponse').optional(),
    status: z.literal('completed').optional(),
    item: z.array(z.record(z.string(), z.unknown())).max(200),
  }),
  nonce,
  /** The form that a machine answered, as `url|version`: then it is judged strictly. */
  questionnaire: z.string().max(600).optional(),
});
export const placeResults = z.strictObject({
  /** The code of the place. */
  place: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/),
  locale,
});
export const accessResults = z.strictObject({
  sector: z
    .string()
    .regex(/^[a-z][a-z-]{1,40}$/)
    .default('health'),
  locale,
});
