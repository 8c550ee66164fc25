import { z } from 'zod';
import { code, date, text, zone } from './text.ts';

export const regionRow = z.object({
  iso: z.string().regex(/^[A-Z]{2}-[A-Z0-9]{2,3}$/),
  name_ru: text(),
  name_en: text(),
  type: text(40),
  federal_district_ru: text(80).nullable(),
  okato2: text(8).nullable(),
  time_zones: z.array(zone).min(1).max(12),
});

export const regionSettingsRow = z
  .object({
    iso: z.string().regex(/^[A-Z]{2}-[A-Z0-9]{2,3}$/),
    enabled: z.boolean(),
    pilot_from: date.nullable(),
    pilot_to: date.nullable(),
  })
  .refine(
    (row) => !row.pilot_from || !row.pilot_to || row.pilot_from <= row.pilot_to,
    'ends-before-start',
  );

export const specialtyRow = z.looseObject({
  id: code,
  name_ru: text(),
  name_en: text(),
  specialty_ru: text(),
  population: z.enum(['adult', 'child', 'both']),
  booking: text(40),
  codes: z.record(code, text(40).nullable()),
});

export const normRow = z
  .object({
    id: code,
    family: text(),
    service: text(),
    population: text(),
    limit: z.number().min(0).nullable(),
    unit: z
      .enum([
        'minutes',
        'hours',
        'calendar-days',
        'working-days',
        'calendar-months',
        'years',
        'count',
      ])
      .nullable(),
    start_event: text().nullable(),
    end_event: text().nullable(),
    valid_from: date.nullable(),
    valid_to: date.nullable(),
    region: z.string().regex(/^(RU|RU-\?|[A-Z]{2}-[A-Z0-9]{2,3})$/),
    source: text(2000).nullable(),
    verified: z.boolean(),
    note: text(2000).nullable(),
  })
  .refine(
    (row) => !row.valid_from || !row.valid_to || row.valid_from <= row.valid_to,
    'ends-before-start',
  );

/** One year of a calendar file; what its dates mean is checked by the working-time library. */
export const calendarYear = z.looseObject({
  act: z.looseObject({ number: text(80), date }),
  verified: z.boolean(),
});
