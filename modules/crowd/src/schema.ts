import { caseNumberText, NOTE_CHARACTERS_MAX, text, version } from '@otklik/cases';
import { z } from 'zod';
import { DECISIONS, PROPOSAL_REASONS } from './model.ts';

export const PROPOSAL_CHARACTERS_MAX = 600;
export const PROPOSAL_CHARACTERS_MIN = 10;
const DIRECTIONS_MIN = 3;
const DIRECTIONS_MAX = 7;
const GOAL_CHARACTERS_MAX = 1000;
/** Addresses that are pages of their own. */
const TAKEN_CODES = ['propose', 'proposals'];

export const nothing = z.strictObject({});
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
export const projectCode = code.refine((name) => !TAKEN_CODES.includes(name));
const title = text(200).pipe(z.string().min(3));
const day = z.iso.date();
const words = text(PROPOSAL_CHARACTERS_MAX).pipe(z.string().min(PROPOSAL_CHARACTERS_MIN));
/** 32 random bytes, base64url. */
const token = z.string().regex(/^[\w-]{43}$/);

const datesInOrder = <Dates extends { opensOn: string; closesOn: string }>(dates: Dates): boolean =>
  dates.closesOn >= dates.opensOn;
const lateEnd = { path: ['closesOn'], message: 'end-before-start' };

export const openProject = z
  .strictObject({
    code: projectCode,
    titleRu: title,
    titleEn: title,
    goalRu: text(GOAL_CHARACTERS_MAX).pipe(z.string().min(10)),
    goalEn: text(GOAL_CHARACTERS_MAX).pipe(z.string().min(10)),
    hostRu: title,
    hostEn: title,
    directions: z
      .array(z.strictObject({ code, ru: title, en: title }))
      .min(DIRECTIONS_MIN)
      .max(DIRECTIONS_MAX)
      .refine((all) => new Set(all.map((one) => one.code)).size === all.length, {
        message: 'duplicate',
      }),
    opensOn: day,
    closesOn: day,
  })
  .refine(datesInOrder, lateEnd);

export const moveDates = z
  .strictObject({
    project: projectCode,
    opensOn: day,
    closesOn: day,
    /** Everybody reads it; needed once the project has opened. */
    reason: text(NOTE_CHARACTERS_MAX).optional(),
  })
  .refine(datesInOrder, lateEnd);

export const sendProposal = z.strictObject({
  project: projectCode,
  direction: code,
  text: words,
  /** The clinic it is about, where it is about one. */
  clinic: code.optional(),
  /** Of a form that was begun from a comment. */
  token: token.optional(),
});

const onProposal = { number: caseNumberText, version };
export const mendProposal = z.strictObject({ ...onProposal, text: words });
export const withdrawProposal = z.strictObject(onProposal);

export const judgeProposal = z
  .strictObject({
    ...onProposal,
    decision: z.enum(DECISIONS),
    /** The author's words with what is to be cut in double brackets; as they are when absent. */
    marked: z
      .string()
      .max(PROPOSAL_CHARACTERS_MAX * 2)
      .optional(),
    /** What looks like personal data was seen and is none. */
    acknowledged: z.boolean().default(false),
    reason: z.enum(PROPOSAL_REASONS).optional(),
    /** What the reason says besides its code, for the author. */
    note: text(NOTE_CHARACTERS_MAX).optional(),
  })
  .refine(({ decision, reason }) => decision === 'show' || reason !== undefined, {
    path: ['reason'],
    message: 'required',
  });

export const getDraft = z.strictObject({ token });
export const getProject = z.strictObject({ code: projectCode });
export const getProposal = z.strictObject({ number: caseNumberText });
export const listProposals = z.strictObject({
  project: projectCode,
  direction: code.optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const listWaiting = z.strictObject({ cursor: z.uuid().optional() });
