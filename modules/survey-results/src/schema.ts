import { locales } from '@otklik/i18n';
import { sectorName } from '@otklik/survey-forms';
import { z } from 'zod';
import { JUDGEMENTS, REPORTS } from './model/promise.ts';
import { FACT_NAMES, FACTS_MAX, type Fact } from './model/nok-facts.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const locale = z.enum(locales);
/** The first day of a month. */
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-01$/);
const linkId = z.string().min(1).max(300);
const reachId = z.string().min(1).max(60);

export const nothing = z.strictObject({});
/** As `survey-results.list-drops` names it. */
export const proposeByDrop = z.strictObject({
  ref: z.string().min(1).max(300),
  clinicId: z.uuid(),
});
export const placeAsked = z.strictObject({
  /** The code of the place. */
  place: code,
  locale,
  /** Whole months back, this one included. */
  months: z.union([z.literal(3), z.literal(6), z.literal(12)]).default(12),
});
export const compareAsked = z.strictObject({
  sector: sectorName.default('health'),
  /** A scale of the form; composites of whole answers when absent. */
  item: linkId.optional(),
  months: z.union([z.literal(3), z.literal(6), z.literal(12)]).default(12),
  organisation: reachId.optional(),
  district: reachId.optional(),
  locale,
});
const exported = z.strictObject({
  sector: sectorName.default('health'),
  /** One place alone; all of the sector when absent. */
  place: code.optional(),
  /** First days of whole months, both included; the last twelve when absent. */
  from: month.optional(),
  to: month.optional(),
});
const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  !from || !to || from <= to;
export const exportAsked = exported.refine(inOrder, { path: ['to'] });
export const exportPartAsked = exported
  .extend({
    /** The last place of the part before. */
    after: code.optional(),
    /** Places read at once: what is held in memory while a file leaves, however many there are. */
    limit: z.number().int().min(1).max(100).default(100),
  })
  .refine(inOrder, { path: ['to'] });

export const onPlace = z.strictObject({ place: code });
const day = z.iso.date();
/** Where something is known from: the order, the report, the page that was looked at. */
const source = z.string().trim().min(5).max(300);
const facts = z.strictObject(
  Object.fromEntries(
    FACT_NAMES.map((fact) => [fact, z.number().min(0).max(FACTS_MAX[fact]).optional()]),
  ) as Record<Fact, z.ZodOptional<z.ZodNumber>>,
);
export const putNokFacts = z.strictObject({
  place: code,
  checkedOn: day,
  source,
  facts: facts.refine((given) => Object.keys(given).length > 0, { message: 'required' }),
});
export const listNok = z.strictObject({
  sector: sectorName.default('health'),
  page: z.number().int().min(1).max(1000).default(1),
});
export const checkSignal = z.strictObject({
  key: z.string().min(5).max(200),
  found: z.enum(['explained', 'to-look-at', 'fault']),
  words: z.string().trim().min(5).max(500),
});
export const listWays = z.strictObject({ page: z.number().int().min(1).max(1000).default(1) });
export const exportNok = z.strictObject({ sector: sectorName.default('health') });
export const putWeights = z.strictObject({
  sector: z.enum(['health', 'social', 'education', 'culture']),
  validFrom: day,
  validTo: day.optional(),
  source,
  isVerified: z.boolean().default(false),
  weights: z.record(z.string().regex(/^[1-5]\.[1-9]$/), z.number().positive().max(1)),
});

const words = z.string().trim().min(20).max(500);
export const makePromise = z.strictObject({
  place: code,
  item: linkId,
  words,
  owner: z.string().trim().min(5).max(120),
  dueOn: day,
});
const onPromise = { id: z.uuid(), version: z.number().int().positive() };
export const judgePromise = z.strictObject({ ...onPromise, decision: z.enum(JUDGEMENTS) });
export const reportPromise = z.strictObject({ ...onPromise, report: z.enum(REPORTS), words });
export const listPromises = z.strictObject({ place: code, locale });
