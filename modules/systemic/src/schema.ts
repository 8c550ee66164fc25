import {
  caseNumberText,
  NOTE_CHARACTERS_MAX,
  PROMISE_DAYS_MAX,
  RETURN_REASONS,
  text,
  version,
} from '@otklik/cases';
import { z } from 'zod';
import { PLAN_OUTCOMES, STEPS_MAX, SYSTEMIC_STATES } from './model.ts';

export { PROMISE_DAYS_MAX };
const PLAN_CHARACTERS_MAX = 8000;
const WHY_CHARACTERS_MAX = 1000;
/** So many messages are joined with one press of a button. */
export const JOINED_MAX = 50;

const clinicCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const causeCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,80}$/);
const on = { number: caseNumberText, version };
const said = (max: number, min: number) => text(max).pipe(z.string().min(min));
const words = {
  titleRu: said(200, 5),
  titleEn: text(200).optional(),
  /** Why these belong together: everybody reads it, and no word of an author stands in it. */
  whyRu: said(WHY_CHARACTERS_MAX, 10),
  whyEn: text(WHY_CHARACTERS_MAX).optional(),
};

export const openSystemic = z.strictObject({
  clinic: clinicCode,
  /** A topic, or a category of topics. */
  cause: causeCode,
  ...words,
  cases: z.array(caseNumberText).min(2).max(JOINED_MAX),
});
export const joinMember = z.strictObject({ ...on, case: caseNumberText });
export const partMember = z.strictObject({ ...on, case: caseNumberText });
/** Said in so many words: nobody reads it afterwards. */
export const dismissSystemic = z.strictObject({ ...on, agreed: z.literal('dismiss') });
export const reopenSystemic = z.strictObject({ ...on, case: caseNumberText });

const step = z.strictObject({
  what: said(500, 5),
  owner: said(200, 1),
  until: z.iso.date(),
});
export const handInPlan = z
  .strictObject({
    ...on,
    outcome: z.enum(PLAN_OUTCOMES),
    text: said(PLAN_CHARACTERS_MAX, 10),
    steps: z.array(step).max(STEPS_MAX).default([]),
    signerName: said(120, 2),
    signerPost: said(200, 2),
  })
  // What is planned has a day, or it is no plan.
  .refine(({ outcome, steps }) => (outcome === 'change-planned') === steps.length > 0, {
    path: ['steps'],
    message: 'required',
  });
export const publishPlan = z.strictObject({
  ...on,
  /** The plan's words with what is to be cut in double brackets; as they are when absent. */
  marked: z
    .string()
    .max(PLAN_CHARACTERS_MAX * 2)
    .optional(),
  /** A number that belongs to a person for life is meant to be public. */
  acknowledged: z.boolean().default(false),
});
export const returnPlan = z
  .strictObject({
    ...on,
    reason: z.enum(RETURN_REASONS),
    note: text(NOTE_CHARACTERS_MAX).optional(),
  })
  .refine(({ reason, note }) => reason !== 'other' || Boolean(note), {
    path: ['note'],
    message: 'required',
  });
export const reportStep = z.strictObject({
  ...on,
  position: z.coerce.number().int().min(0).max(STEPS_MAX),
});
export const judgeClose = z.strictObject({
  ...on,
  finding: z.enum(['closed', 'plan-again']),
  whyRu: said(WHY_CHARACTERS_MAX, 10),
  whyEn: text(WHY_CHARACTERS_MAX).optional(),
  /** The steps of the plan that were kept, by their positions; the others were not. */
  kept: z.array(z.coerce.number().int().min(0).max(STEPS_MAX)).max(STEPS_MAX).default([]),
});
export const onSystemic = z.strictObject({ number: caseNumberText });
export const onCase = z.strictObject({ number: caseNumberText });
export const noteDue = z.strictObject({ number: caseNumberText });
/** As `systemic.list-broken-norms` names it. */
export const proposeByNorm = z.strictObject({ ref: z.string().min(1).max(300), cause: causeCode });
export const nothing = z.strictObject({});
export const listDue = z.strictObject({});
/** After which one the stretch begins. */
export const listMoved = z.strictObject({ after: z.uuid().optional() });

const page = {
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
};
export const listSystemic = z.strictObject({
  clinic: clinicCode.optional(),
  /** A district or an okrug. */
  district: z.string().max(40).optional(),
  state: z.enum(['open', 'planned', 'done', 'closed']).optional(),
  ...page,
});
export const listDesk = z.strictObject({ state: z.enum(SYSTEMIC_STATES).optional(), ...page });
export const listCandidates = z.strictObject({ clinic: clinicCode.optional() });
