import { z } from '@hono/zod-openapi';
import { day } from './common.ts';

const yearTable = z
  .object({
    holidays: z.array(z.object({ date: day, name_ru: z.string(), name_en: z.string() })),
    transfers: z.array(z.object({ from: day, to: day })),
    weekdays_off: z.array(day),
    working_weekends: z.array(z.object({ date: day, hours_as: day })),
    shortened: z.array(z.object({ date: day, minus_minutes: z.number() })),
    totals: z.object({
      calendar_days: z.int(),
      working_days: z.int(),
      working_days_by_month: z.array(z.int()),
      hours_40: z.number(),
    }),
  })
  .openapi('CalendarYear');

/** Every year of the calendar; what the tables hold beside it does not go out. */
export const calendarFile = z
  .strictObject({
    format: z.literal('otklik-calendar/1'),
    country: z.string(),
    region: z.string().nullable(),
    version: z.string(),
    years: z.record(z.string(), yearTable),
  })
  .openapi('Calendar');
