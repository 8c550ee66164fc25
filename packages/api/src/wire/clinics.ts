import { z } from '@hono/zod-openapi';
import type { ClinicHit, ClinicPage, FoundClinics } from '@otklik/registry';
import { day, namedPlace, names, toPlace } from './common.ts';

const place = z.string().min(1).max(64);
const audience = z.enum(['adult', 'child', 'both']);

export const clinicsQuery = z.strictObject({
  q: z.string().max(200).optional().openapi({
    description:
      'Part of a name, a number, a district, a street; word forms and typos are forgiven.',
  }),
  okrug: place.optional(),
  district: place.optional(),
  audience: z.enum(['adult', 'child']).optional(),
  cursor: z.string().max(400).optional().openapi({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const clinicLine = z
  .strictObject({
    code: z.string(),
    ...names,
    audience,
    service: z.string(),
    address: z.string().nullable(),
    district: namedPlace.nullable(),
    okrug: z.string().nullable(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
  })
  .openapi('ClinicLine');

export const clinicList = z
  .strictObject({
    clinics: z.array(clinicLine),
    total_count: z.int(),
    match: z.enum(['exact', 'part']).openapi({
      description: '`part`: no clinic has all the words; these have the most of them.',
    }),
    next: z.string().nullable(),
  })
  .openapi('ClinicList');

export const clinicPage = z
  .strictObject({
    code: z.string(),
    ...names,
    audience,
    number: z.int().nullable(),
    branch_number: z.int().nullable(),
    service: z.string(),
    operator: z.string(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    website: z.string().nullable(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    time_zone: z.string(),
    demo: z.boolean().openapi({ description: 'An invented clinic.' }),
    valid_from: day.nullable(),
    valid_to: day.nullable(),
    district: namedPlace.nullable(),
    okrug: namedPlace.nullable(),
    organisation: namedPlace.nullable(),
    head: z.strictObject({ code: z.string(), ...names }).nullable(),
    specialties: z.array(z.strictObject({ id: z.string(), ...names, doctors_count: z.int() })),
    objects: z.array(z.strictObject({ id: z.string(), kind: z.string(), ...names })),
  })
  .openapi('Clinic');

const toLine = (hit: ClinicHit): z.output<typeof clinicLine> => ({
  code: hit.code,
  name_ru: hit.nameRu,
  name_en: hit.nameEn,
  audience: hit.audience,
  service: hit.service,
  address: hit.address,
  district: toPlace(hit.district),
  okrug: hit.okrugAbbr,
  lat: hit.lat,
  lng: hit.lng,
});

export const toClinicList = (found: FoundClinics): z.output<typeof clinicList> => ({
  clinics: found.clinics.map(toLine),
  total_count: found.total_count,
  match: found.match,
  next: found.next,
});

const toNames = (named: { nameRu: string; nameEn: string | null }) => ({
  name_ru: named.nameRu,
  name_en: named.nameEn,
});

export const toClinicPage = (clinic: ClinicPage): z.output<typeof clinicPage> => ({
  code: clinic.code,
  ...toNames(clinic),
  audience: clinic.audience,
  number: clinic.number,
  branch_number: clinic.branchNumber,
  service: clinic.service,
  operator: clinic.operator,
  address: clinic.address,
  phone: clinic.phone,
  website: clinic.website,
  lat: clinic.lat,
  lng: clinic.lng,
  time_zone: clinic.zone,
  demo: clinic.demo,
  valid_from: clinic.validFrom,
  valid_to: clinic.validTo,
  district: toPlace(clinic.district),
  okrug: toPlace(clinic.okrug),
  organisation: toPlace(clinic.organisation),
  head: clinic.head && { code: clinic.head.code, ...toNames(clinic.head) },
  specialties: clinic.specialties.map((specialty) => ({
    id: specialty.id,
    ...toNames(specialty),
    doctors_count: specialty.doctors_count,
  })),
  objects: clinic.objects.map((object) => ({
    id: object.id,
    kind: object.kind,
    ...toNames(object),
  })),
});
