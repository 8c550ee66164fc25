import { z } from 'zod';
import { caseNumberText } from '@otklik/cases';
import { emailAddress, localeCode } from '@otklik/notices';
import { FREQUENCIES } from './model/schedule.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const OUTCOMES = [
  'open',
  'late',
  'answered',
  'confirmed',
  'partly',
  'disputed',
  'silent',
  'closed',
] as const;

/** A target as pages name it: one message by its number, or the filters of the public list. */
export const askedTarget = z
  .strictObject({
    number: caseNumberText.optional(),
    clinic: code.optional(),
    district: z.string().max(40).optional(),
    topic: code.optional(),
    outcome: z.enum(OUTCOMES).optional(),
    q: z.string().trim().min(1).max(200).optional(),
  })
  .refine(({ number, ...rest }) => !number || Object.values(rest).every((one) => !one), {
    message: 'case-and-list',
  });
export type AskedTarget = z.output<typeof askedTarget>;

const frequency = z.enum(FREQUENCIES);

export const subscribe = z.strictObject({
  target: askedTarget,
  frequency,
  /** Of whoever is not signed in, or whose account has no address. */
  email: emailAddress.optional(),
  locale: localeCode.default('ru'),
});
export const linkToken = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/) });
export const stopLink = z.strictObject({ ticket: z.string().max(120) });
export const stopByLink = z.strictObject({
  ticket: z.string().max(120),
  /** Every subscription of that address. */
  all: z.boolean().default(false),
});
export const ownSubscription = z.strictObject({ id: z.uuid() });
export const changeSubscription = z.strictObject({ id: z.uuid(), frequency });
export const nothing = z.strictObject({});
export const feedAsked = z.strictObject({ target: askedTarget });

export const DELIVERIES = ['sent', 'bounced', 'refused', 'postponed', 'unknown'] as const;
export const carryLetters = z.strictObject({
  outcomes: z
    .array(
      z.strictObject({
        letterId: z.uuid(),
        attempt: z.number().int().positive(),
        delivery: z.enum(DELIVERIES),
      }),
    )
    .max(100),
  /** How many more to take. */
  take: z.number().int().min(0).max(100),
});
