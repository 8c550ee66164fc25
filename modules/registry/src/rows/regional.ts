import { z } from 'zod';
import { code, date, latitude, longitude, text, zone } from './text.ts';

export const okrugRow = z.object({ id: code, abbr_ru: text(16), name_ru: text(), name_en: text() });

const ring = z
  .array(z.tuple([longitude, latitude]))
  .min(4)
  .max(20_000);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(500) }),
  z.object({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(ring).min(1).max(500)).min(1).max(500),
  }),
]);

/** A GeoJSON feature; a district whose shape is not known has none. */
export const districtRow = z.object({
  id: code,
  properties: z.object({
    name_ru: text(),
    name_en: text(),
    okrug: code,
    okato: text(16).nullable(),
    label_point: z.tuple([longitude, latitude]).nullable(),
  }),
  geometry: geometry.nullable(),
});

const validity = { valid_from: date.nullish(), valid_to: date.nullish() };
const ends = (row: {
  valid_from?: string | null | undefined;
  valid_to?: string | null | undefined;
}): boolean => !row.valid_from || !row.valid_to || row.valid_from <= row.valid_to;

export const organisationRow = z
  .object({
    id: code,
    name_ru: text(),
    name_en: text(),
    is_state: z.boolean(),
    sector: text(60),
    ...validity,
  })
  .refine(ends, 'ends-before-start');

export const clinicRow = z
  .object({
    id: code,
    name_ru: text(),
    name_en: text().nullish(),
    number: z.int().min(0).max(99_999).nullable(),
    branch_number: z.int().min(0).max(999).nullable(),
    kind: z.enum(['adult', 'child', 'both']),
    unit: text(60),
    service: text(60),
    operator: text(60),
    organisation: code.nullish(),
    address_ru: text().nullable(),
    phone: text(80).nullish(),
    website: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .nullish(),
    lat: latitude.nullable(),
    lng: longitude.nullable(),
    okrug: code.nullable(),
    district_okato: code.nullable(),
    time_zone: zone.nullish(),
    demo: z.boolean(),
    valid_from: date.nullish(),
    valid_to: date.nullish(),
  })
  .refine((row) => (row.lat === null) === (row.lng === null), 'half-a-point')
  .refine(ends, 'ends-before-start');
export type ClinicRow = z.output<typeof clinicRow>;

export const clinicNameRow = z.object({ id: code, name_en: text() });

export const objectRow = z
  .object({
    clinic: code,
    code,
    kind: z.enum(['clinic', 'building', 'department', 'pharmacy-point', 'information-system']),
    name_ru: text(),
    name_en: text(),
    ...validity,
  })
  .refine(ends, 'ends-before-start');

const post = {
  clinic: code,
  specialty: code,
  title: text(200).nullish(),
  valid_from: date,
  valid_to: date.nullish(),
};

export const postRow = z.object({ doctor: code, ...post }).refine(ends, 'ends-before-start');

/** Doctors of our own JSON may bring their posts with them. */
export const doctorRow = z
  .object({
    code,
    last_name: text(100),
    first_name: text(100),
    patronymic: text(100).nullable(),
    synthetic: z.boolean(),
    ...validity,
    posts: z.array(z.object(post).refine(ends, 'ends-before-start')).max(20).default([]),
  })
  .refine(ends, 'ends-before-start');
export type DoctorRow = z.output<typeof doctorRow>;
