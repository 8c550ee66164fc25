import { z } from 'zod';
import { code, date, latitude, longitude, text, zone } from '../rows/text.ts';

const ends = (row: { valid_from: string | null; valid_to: string | null }): boolean =>
  !row.valid_from || !row.valid_to || row.valid_from <= row.valid_to;
const ENDS = { path: ['valid_to'], message: 'ends-before-start' };
const validity = { valid_from: date.nullable(), valid_to: date.nullable() };

export const AUDIENCES = ['adult', 'child', 'both'] as const;
export const OBJECT_KINDS = [
  'clinic',
  'building',
  'department',
  'pharmacy-point',
  'information-system',
] as const;
export const NORM_UNITS = [
  'minutes',
  'hours',
  'calendar-days',
  'working-days',
  'calendar-months',
  'years',
  'count',
] as const;

export const regionValues = z
  .strictObject({
    time_zone: zone,
    enabled: z.boolean(),
    pilot_from: date.nullable(),
    pilot_to: date.nullable(),
  })
  .refine((row) => !row.pilot_from || !row.pilot_to || row.pilot_from <= row.pilot_to, {
    path: ['pilot_to'],
    message: 'ends-before-start',
  });

export const organisationValues = z
  .strictObject({
    code,
    name_ru: text(),
    name_en: text(),
    is_state: z.boolean(),
    sector: text(60),
    ...validity,
  })
  .refine(ends, ENDS);

export const clinicValues = z
  .strictObject({
    code,
    name_ru: text(),
    name_en: text().nullable(),
    number: z.int().min(0).max(99_999).nullable(),
    branch_number: z.int().min(0).max(999).nullable(),
    head: code.nullable(),
    audience: z.enum(AUDIENCES),
    unit: text(60),
    service: text(60),
    operator: text(60),
    organisation_id: code.nullable(),
    okrug_id: code.nullable(),
    district_id: code.nullable(),
    address_ru: text().nullable(),
    phone: text(80).nullable(),
    website: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .nullable(),
    lat: latitude.nullable(),
    lng: longitude.nullable(),
    time_zone: zone.nullable(),
    ...validity,
  })
  .refine(ends, ENDS)
  .refine((row) => (row.lat === null) === (row.lng === null), {
    path: ['lng'],
    message: 'half-a-point',
  });

export const objectValues = z
  .strictObject({
    clinic: code,
    code,
    kind: z.enum(OBJECT_KINDS),
    name_ru: text(),
    name_en: text(),
    ...validity,
  })
  .refine(ends, ENDS);

export const doctorValues = z
  .strictObject({
    code,
    last_name: text(100),
    first_name: text(100),
    patronymic: text(100).nullable(),
    ...validity,
  })
  .refine(ends, ENDS);

export const postValues = z
  .strictObject({
    doctor: code,
    clinic: code,
    specialty_id: code,
    title: text(200).nullable(),
    valid_from: date,
    valid_to: date.nullable(),
  })
  .refine(ends, ENDS);

export const normValues = z
  .strictObject({
    code,
    family: text(),
    service: text(),
    population: text(),
    limit_value: z.number().min(0).max(1e9).nullable(),
    unit: z.enum(NORM_UNITS).nullable(),
    start_event: text().nullable(),
    end_event: text().nullable(),
    source: text(2000).nullable(),
    verified: z.boolean(),
    note: text(2000).nullable(),
    ...validity,
  })
  .refine(ends, ENDS);
