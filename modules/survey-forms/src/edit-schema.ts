import { z } from 'zod';
import { ITEM_TYPES, OPERATORS } from './model/change.ts';
import { AUDIENCES, FORM_KINDS } from './store/tables.ts';

const LINK_ID_MAX = 80;
const TEXT_MAX = 2000;
const PLACES_MAX = 300;

const linkId = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*$/)
  .max(LINK_ID_MAX);
const text = z.string().trim().min(1).max(TEXT_MAX);
const at = z.coerce.number().int().min(0).max(PLACES_MAX);
/** An item to change may have come by import under any name. */
const known = z.string().min(1).max(255);
const sector = z.string().regex(/^[a-z][a-z-]{1,40}$/);
export const language = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/);
const limit = z.coerce.number().min(-1e9).max(1e9).nullable();

const addItem = z.strictObject({
  kind: z.literal('add-item'),
  linkId,
  type: z.enum(ITEM_TYPES),
  text,
  into: known.nullable(),
  at,
});
const changeItem = z.strictObject({
  kind: z.literal('change-item'),
  linkId: known,
  set: z.strictObject({
    text: text.nullable().optional(),
    prefix: z.string().trim().min(1).max(40).nullable().optional(),
    type: z.enum(ITEM_TYPES).optional(),
    required: z.boolean().optional(),
    repeats: z.boolean().optional(),
    readOnly: z.boolean().optional(),
    hidden: z.boolean().optional(),
    maxLength: z.coerce.number().int().min(1).max(TEXT_MAX).nullable().optional(),
    minValue: limit.optional(),
    maxValue: limit.optional(),
  }),
});
const moveItem = z.strictObject({
  kind: z.literal('move-item'),
  linkId: known,
  into: known.nullable(),
  at,
});
const removeItem = z.strictObject({ kind: z.literal('remove-item'), linkId: known });
const putOption = z.strictObject({
  kind: z.literal('put-option'),
  linkId: known,
  at,
  option: z
    .strictObject({
      code: z
        .string()
        .trim()
        .min(1)
        .max(60)
        .regex(/^[^\s|~]+$/),
      text: z.string().trim().min(1).max(300),
      ordinal: z.coerce.number().min(-1000).max(1000).nullable().optional(),
      exclusive: z.boolean().optional(),
      initial: z.boolean().optional(),
    })
    .nullable(),
  to: at.optional(),
});
const putCondition = z.strictObject({
  kind: z.literal('put-condition'),
  linkId: known,
  conditions: z
    .array(
      z.strictObject({
        question: known,
        operator: z.enum(OPERATORS),
        answer: z.string().max(300),
      }),
    )
    .max(10),
  behaviour: z.enum(['all', 'any']),
});
const putTranslation = z.strictObject({
  kind: z.literal('put-translation'),
  linkId: known.nullable(),
  part: z.enum(['title', 'text', 'prefix', 'option']),
  option: at.optional(),
  language,
  text: text.nullable(),
});
const putTitle = z.strictObject({
  kind: z.literal('put-title'),
  title: z.string().trim().min(1).max(300),
  description: text.nullable().optional(),
});
const putCode = z.strictObject({
  kind: z.literal('put-code'),
  linkId: known,
  code: z.string().trim().min(1).max(80).regex(/^\S+$/).nullable(),
});

export const change = z.discriminatedUnion('kind', [
  addItem,
  changeItem,
  moveItem,
  removeItem,
  putOption,
  putCondition,
  putTranslation,
  putTitle,
  putCode,
]);

const form = z.uuid();
const version = z.string().regex(/^[\w.-]{1,40}$/);
const revision = z.coerce.number().int().min(1);

export const createForm = z.strictObject({
  /** The last part of its address. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/),
  title: z.string().trim().min(1).max(300),
  kind: z.enum(FORM_KINDS),
  sector,
});
export const editDraft = z.strictObject({ form, revision, change });
/** Several changes of one page, all or none. */
export const editWords = z.strictObject({
  form,
  revision,
  changes: z.array(putTranslation).min(1).max(400),
});
export const onForm = z.strictObject({ form });
export const onVersion = z.strictObject({ form, version });
export const publishVersion = z.strictObject({
  form,
  version,
  revision,
  /** With a day it is asked from then on, of adults; else a use is put by itself. */
  from: z.iso.date().optional(),
});
export const sendForm = z.strictObject({
  /** A FHIR R4 Questionnaire as JSON text: it has more members than an input may have. */
  resource: z.string().min(2).max(262_144),
  kind: z.enum(FORM_KINDS).default('visit'),
  sector: sector.default('health'),
});
export const putUse = z.strictObject({
  form,
  version,
  audience: z.enum(AUDIENCES),
  from: z.iso.date(),
  /** The last day; open when absent. */
  until: z.iso.date().optional(),
});
export const preview = z.strictObject({
  form,
  version,
  state: z.string().max(300).default('empty'),
});
export const findForms = z.strictObject({
  id: z.uuid().optional(),
  url: z.string().max(500).optional(),
  version: version.optional(),
  title: z.string().trim().min(1).max(100).optional(),
  status: z.enum(['active', 'retired']).optional(),
});
export const nothing = z.strictObject({});
export const listWords = z.strictObject({ form, version, language });
