import { NOTE_CHARACTERS_MAX, text } from '@otklik/cases';
import { z } from 'zod';
import { CAMPAIGN_FINDINGS } from './store/tables.ts';

export const nothing = z.strictObject({});
export const onFiling = z.strictObject({ caseId: z.uuid() });
export const onFlood = z.union([
  z.strictObject({ clinicId: z.uuid() }),
  z.strictObject({ topic: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/) }),
]);

export const getCampaign = z.strictObject({
  campaignId: z.uuid(),
  /** The page of members, from 1. */
  page: z.coerce.number().int().min(1).max(200).default(1),
});

export const judgeCampaign = z.strictObject({
  campaignId: z.uuid(),
  /** `judged`: it is one; `dismissed`: people who say the same. */
  finding: z.enum(CAMPAIGN_FINDINGS),
  words: text(NOTE_CHARACTERS_MAX).pipe(z.string().min(1)),
});

export const saveRules = z.strictObject({
  copiesMin: z.coerce.number().int().min(3).max(100),
  likenessPercent: z.coerce.number().int().min(50).max(100),
  windowDays: z.coerce.number().int().min(1).max(30),
  floodMin: z.coerce.number().int().min(5).max(10_000),
  /** The day from which they hold; today when absent, never a day of the past. */
  validFrom: z.iso.date().optional(),
});
