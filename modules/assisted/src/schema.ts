import { NOTE_CHARACTERS_MAX, text } from '@otklik/cases';
import { filingSchema } from '@otklik/complaints';
import { z } from 'zod';
import { CHANNELS, NOTICE_WAYS, OUTCOMES } from './model.ts';

const required = (max: number) => text(max).pipe(z.string().min(1));
const note = text(NOTE_CHARACTERS_MAX).optional();
const receipt = z.string().min(1).max(300);

export const nothing = z.strictObject({});

const filled = (value: string | undefined): boolean => Boolean(value);

export const fileFor = z
  .strictObject({
    ...filingSchema.omit({ email: true, receiptOnly: true }).shape,
    channel: z.enum(CHANNELS),
    /** The day of the letter or call; today when absent. */
    receivedOn: z.iso.date().optional(),
    /** Every word was read back to whoever said it, and they agreed. */
    readBack: z.literal(true),
    /** How they hear what becomes of it. */
    notices: z.enum(NOTICE_WAYS),
    contactName: text(200).optional(),
    phone: text(40)
      .pipe(z.string().regex(/^(?:[+\d][\d\s()-]{4,}\d)?$/))
      .optional(),
    address: text(400).optional(),
  })
  .refine(({ notices, phone }) => notices !== 'call' || filled(phone), {
    path: ['phone'],
    message: 'required',
  })
  .refine(({ notices, address }) => notices !== 'letter' || filled(address), {
    path: ['address'],
    message: 'required',
  })
  .refine(({ notices, contactName }) => notices === 'none' || filled(contactName), {
    path: ['contactName'],
    message: 'required',
  });

export const byReceipt = z.strictObject({ receipt });

export const actFor = z
  .discriminatedUnion('what', [
    z.strictObject({
      what: z.literal('verdict'),
      receipt,
      verdict: z.enum(['confirmed', 'partly', 'disputed']),
      /** Which question is unanswered. */
      unanswered: note,
      stillWrong: note,
    }),
    z.strictObject({
      what: z.literal('question'),
      receipt,
      text: required(NOTE_CHARACTERS_MAX),
    }),
    z.strictObject({ what: z.literal('plan'), receipt, kept: z.enum(['yes', 'no']), note }),
    z.strictObject({ what: z.literal('reopen'), receipt, note }),
    z.strictObject({ what: z.literal('appeal'), receipt, note: required(NOTE_CHARACTERS_MAX) }),
    z.strictObject({ what: z.literal('withdraw'), receipt }),
  ])
  .refine((word) => word.what !== 'verdict' || word.verdict !== 'disputed' || word.unanswered, {
    path: ['unanswered'],
    message: 'dispute-needs-question',
  });

export const noticeRef = z.strictObject({ noticeId: z.uuid() });
export const settleNotice = z.strictObject({ noticeId: z.uuid(), outcome: z.enum(OUTCOMES) });
