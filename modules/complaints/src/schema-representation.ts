import { z } from 'zod';
import { RELATIONS, SUBJECTS } from './model/representation.ts';

const AGE_MAX = 120;

/** For whom somebody files, when not for themselves. Of the birth date only the age is kept. */
export const forWhom = z.strictObject({
  relation: z.enum(RELATIONS),
  bornOn: z.iso.date(),
  /** A clerk has seen the paper; without a clerk it does not count. */
  papersSeen: z.boolean().optional(),
  /** The one it is about agrees. */
  consent: z.boolean().optional(),
});

const age = z.coerce.number().int().min(0).max(AGE_MAX);
const day = z.iso.date();

const rule = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  validFrom: day,
  validTo: day.nullish(),
  relation: z.enum(RELATIONS),
  subject: z.enum(SUBJECTS),
  ageFrom: age,
  ageBelow: age.nullable(),
  needsPaper: z.boolean(),
  needsConsent: z.boolean(),
  noteRu: z.string().trim().min(3).max(500),
  noteEn: z.string().trim().min(3).max(500),
  source: z.string().trim().max(300).nullable(),
  verified: z.boolean(),
});

const endsAfterStart = {
  check: ({ ageFrom, ageBelow }: z.output<typeof rule>): boolean =>
    ageBelow === null || ageBelow > ageFrom,
  wrong: { path: ['ageBelow'], message: 'ends-before-start' },
};

export const saveRule = rule.refine(endsAfterStart.check, endsAfterStart.wrong);
export const importRules = z.strictObject({
  note: z.string().optional(),
  rules: z.array(saveRule).max(100),
});
