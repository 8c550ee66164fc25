import { z } from 'zod';
import { CHANNELS } from './channels.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When, how often and whom a region asks. What its row leaves out holds as here. */
export const surveyRules = z.strictObject({
  /** Local time of the place at which a letter leaves. */
  send_at: clock.default('10:00'),
  /** Days after the visit. */
  days_after: z.int().min(0).max(14).default(1),
  /** Hours in which nobody is written to. */
  quiet: z.strictObject({ from: clock, to: clock }).default({ from: '21:00', to: '09:00' }),
  /** A visit that is reported later is not asked about. */
  window_days: z.int().min(1).max(60).default(14),
  /** Days an invitation can be answered. */
  valid_days: z.int().min(1).max(90).default(21),
  reminder_days: z.int().min(1).max(30).default(4),
  /** Days since the last letter about any survey. */
  fatigue_days: z.int().min(1).max(365).default(30),
  /** Days since somebody complained or joined a complaint; 0: that is no contact. */
  complaint_days: z.int().min(0).max(365).default(30),
  year_max: z.int().min(0).max(52).default(4),
  /** Of those who may be asked, how many are. */
  sample_rate: z.number().gt(0).max(1).default(1),
  /** Codes of services about which nobody is asked. */
  sensitive_services: z.array(z.string().max(60)).max(500).default([]),
  /** Under this age nobody is asked themselves. */
  child_age: z.int().min(0).max(21).default(18),
  /** By which ways people are written to, the first first; a gateway has to be set as well. */
  channels: z.array(z.enum(CHANNELS)).min(1).max(3).default(['mail']),
  /** An unanswered invitation is followed by another way than the one that was silent, where there is one. */
  remind_other_way: z.boolean().default(false),
  /** Parts of text messages a day, over all places. */
  sms_day_max: z.int().min(0).max(10_000_000).default(1000),
  /** Messages of a messenger's bot a day. */
  messenger_day_max: z.int().min(0).max(10_000_000).default(5000),
  /** Attached people without a visit: how often some of them are asked whether they could get in; null: never. */
  access: z
    .strictObject({
      every_months: z
        .union([z.literal(1), z.literal(2), z.literal(3), z.literal(6), z.literal(12)])
        .default(3),
      /** No visit for so long. */
      months_without: z.int().min(1).max(60).default(12),
      /** Not asked about anything for so long. */
      not_asked_days: z.int().min(1).max(1000).default(180),
      /** Of those, how many are drawn. */
      rate: z.number().gt(0).max(1).default(0.1),
    })
    .nullable()
    .default(null),
  /** Whether marks of visits on these days are counted by doctor, for the doctor and the head alone. */
  doctor_figures: z.boolean().default(false),
});
export type SurveyRules = z.output<typeof surveyRules>;
