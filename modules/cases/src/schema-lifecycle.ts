import { z } from 'zod';
import {
  DANGER_DEEDS,
  DELAY_REASONS,
  EXTENSION_REASONS,
  FALSE_ALARM_REASONS,
  FIX_REASONS,
  OURS_REASONS,
  PROPOSAL_REASONS,
  REDIRECT_REASONS,
  REJECTION_REASONS,
} from './model/moves.ts';
import {
  lettingOut,
  NOTE_CHARACTERS_MAX,
  noteToSend,
  requiredText,
  target,
  text,
} from './schema.ts';

/** Inputs of the verbs that lead a case beside its straight way. */

const note = text(NOTE_CHARACTERS_MAX).optional();
const neededNote = requiredText(NOTE_CHARACTERS_MAX);
const body = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const date = z.iso.date();

export const returnCase = z.strictObject({
  ...target,
  reason: z.enum(FIX_REASONS),
  note: noteToSend,
});
export const appealRejection = z.strictObject({ ...target, note: neededNote });
export const decideAppeal = z.discriminatedUnion('finding', [
  z.strictObject({ ...target, finding: z.literal('granted'), note }),
  z.strictObject({
    ...target,
    finding: z.literal('refused'),
    reason: z.enum(REJECTION_REASONS),
    note: neededNote,
  }),
]);
export const askQuestion = z.strictObject({
  ...target,
  text: requiredText(NOTE_CHARACTERS_MAX).pipe(z.string().min(10)),
});
export const promiseDate = z.strictObject({
  ...target,
  text: requiredText(NOTE_CHARACTERS_MAX).pipe(z.string().min(20)),
  until: date,
  /** Who of the clinic keeps it: a person or a post. */
  owner: text(200).optional(),
  /** The colleague meant, where one was chosen: reminders go to that person too. */
  ownerId: z.uuid().optional(),
  /** Whoever was named to sign is signed for under that name, whatever is typed. */
  signerName: text(120).optional(),
  signerPost: text(200).optional(),
});
export const askExtension = z.strictObject({
  ...target,
  reason: z.enum(EXTENSION_REASONS),
  text: requiredText(NOTE_CHARACTERS_MAX).pipe(z.string().min(20)),
  until: date,
  signerName: text(120).optional(),
  signerPost: text(200).optional(),
});
export const disownCase = z.strictObject({
  ...target,
  reason: z.enum(REDIRECT_REASONS),
  text: requiredText(NOTE_CHARACTERS_MAX).pipe(z.string().min(20)),
  /** The body that the clinic takes for the right one, when it knows it. */
  body: body.optional(),
});
export const decideProposal = z.discriminatedUnion('finding', [
  z.strictObject({ ...target, finding: z.literal('accepted'), ...lettingOut }),
  z.strictObject({
    ...target,
    finding: z.literal('refused'),
    reason: z.enum(PROPOSAL_REASONS),
    note,
  }),
]);
export const keepCase = z.strictObject({ ...target, reason: z.enum(OURS_REASONS), note });
export const redirectCase = z.strictObject({
  ...target,
  reason: z.enum(REDIRECT_REASONS),
  body,
  note,
});
export const rerouteCase = z.strictObject({ ...target, clinic: body, note });
export const refuseRedirect = z.strictObject({ ...target, note: neededNote });
export const agreeTerm = z.strictObject({ ...target });
export const answerQuestion = z.strictObject({ ...target, text: neededNote });
export const judgePlan = z
  .strictObject({ ...target, kept: z.enum(['yes', 'no']), note })
  .refine((input) => input.kept === 'yes' || Boolean(input.note), {
    path: ['note'],
    message: 'dispute-needs-question',
  });
export const explainDelay = z.strictObject({
  ...target,
  reason: z.enum(DELAY_REASONS),
  signerName: text(120).optional(),
  signerPost: text(200).optional(),
});
export const reopenCase = z.strictObject({ ...target, note: neededNote });
export const refuteAgain = z.strictObject({ ...target, note: neededNote });
export const liftLimit = z.strictObject({ ...target, note });
export const settleDanger = z.discriminatedUnion('finding', [
  z.strictObject({
    ...target,
    finding: z.literal('false-alarm'),
    reason: z.enum(FALSE_ALARM_REASONS),
    note,
  }),
  z.strictObject({
    ...target,
    finding: z.literal('passed-on'),
    reason: z.enum(DANGER_DEEDS),
    note,
  }),
]);

/** One receiving body of a region. */
export const receivingBody = z.strictObject({
  code: body,
  name_ru: z.string().min(1).max(300),
  name_en: z.string().min(1).max(300),
  url: z.url({ protocol: /^https$/ }).nullable(),
  /** The organisation it is one with: no case about that organisation is sent to it. */
  organisation: z.string().max(60).nullable(),
  position: z.number().int().min(0).max(10_000),
  /** Whom a notice goes to when a case is sent there; null takes it away, absent leaves it. */
  email: z.email().max(254).nullish(),
  /** Nothing new is sent there. */
  closed: z.boolean().optional(),
});
export const saveBody = z.strictObject({
  ...receivingBody.shape,
  /** The version that was seen; 0 for a new body. */
  version: z.coerce.number().int().min(0).max(100_000),
  note,
});
export const importBodies = z.strictObject({ bodies: z.array(receivingBody).max(500) });
