import { V2_SYSTEM, v2Of } from './kinds.ts';
import { instantAt } from './instants.ts';

/** A resource or a part of one, ready to be written as JSON. */
export type Resource = Readonly<Record<string, unknown>>;

const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition';
const HL7 = 'http://hl7.org/fhir/StructureDefinition';

export interface LocationRow {
  readonly id: string;
  readonly code: string;
  readonly name_ru: string;
  readonly phone: string | null;
  readonly website: string | null;
  readonly address_ru: string | null;
  readonly city: string;
  readonly district: string | null;
  readonly region: string;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly zone: string;
  readonly demo: boolean;
}

export interface ScheduleRow {
  readonly id: string;
  readonly clinic: string;
  readonly source: string;
  readonly source_name: string;
  readonly specialty: string;
  readonly specialty_ru: string;
  readonly specialty_en: string;
  readonly kind: string;
  readonly mode: string;
  readonly last_ok: Date | null;
  readonly zone_offset_min: number;
  /** Null: the source speaks, and slots tell the rest. */
  readonly availability: 'unknown' | null;
}

export interface SlotRow {
  readonly id: string;
  readonly slot: string;
  readonly source: string;
  readonly schedule: string;
  readonly clinic: string;
  readonly phone: string | null;
  readonly specialty: string;
  readonly specialty_ru: string;
  readonly kind: string;
  readonly mode: string;
  readonly start_ms: number;
  readonly end_ms: number;
  /** What the clock of the place stands ahead of UTC at the start and at the end. */
  readonly start_offset_min: number;
  readonly end_offset_min: number;
  readonly capacity: number;
  readonly status: string;
  readonly book_url: string | null;
}

/** Addresses under which things are named. */
export interface Names {
  readonly publicUrl: string;
}

const codeSystem = ({ publicUrl }: Names, name: string): string =>
  `${publicUrl}/fhir/R4/CodeSystem/${name}`;
export const specialtySystem = (names: Names): string => codeSystem(names, 'specialty');
export const kindSystem = (names: Names): string => codeSystem(names, 'visit-kind');
export const modeSystem = (names: Names): string => codeSystem(names, 'visit-mode');
export const clinicSystem = ({ publicUrl }: Names): string => `${publicUrl}/clinics`;
export const sourceSystem = ({ publicUrl }: Names, source: string): string =>
  `${publicUrl}/scheduling/sources/${source}`;

const coded = (system: string, code: string, display?: string): Resource => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
});
const specialtyOf = (names: Names, row: { specialty: string; specialty_ru: string }): Resource =>
  coded(specialtySystem(names), row.specialty, row.specialty_ru);
const kindOf = (names: Names, kind: string): Resource => {
  const own = { system: kindSystem(names), code: kind };
  const standard = v2Of(kind);
  return { coding: standard ? [{ system: V2_SYSTEM, code: standard }, own] : [own] };
};

/** A clinic as a place of visits. What is not known of it is left out, never made up. */
export function locationOf(row: LocationRow, names: Names): Resource {
  const postalCode = /(?<!\d)\d{6}(?!\d)/.exec(row.address_ru ?? '')?.[0];
  const telecom = [
    ...(row.phone ? [{ system: 'phone', value: row.phone }] : []),
    { system: 'url', value: `${clinicSystem(names)}/${row.code}` },
  ];
  return {
    resourceType: 'Location',
    id: row.code,
    extension: [{ url: `${HL7}/timezone`, valueCode: row.zone }],
    identifier: [{ system: clinicSystem(names), value: row.code }],
    status: 'active',
    name: row.name_ru,
    ...(row.demo ? { description: 'Модель: время приёма этой поликлиники вымышлено.' } : {}),
    telecom,
    address: {
      line: [row.address_ru ?? row.name_ru],
      city: row.city,
      ...(row.district ? { district: row.district } : {}),
      state: row.region,
      ...(postalCode ? { postalCode } : {}),
      country: row.region.slice(0, 2),
    },
    ...(row.lat !== null && row.lng !== null
      ? { position: { longitude: row.lng, latitude: row.lat } }
      : {}),
  };
}

/** One doctor's timetable, without the doctor: whose it is was told by a source and is nobody's business. */
export function scheduleOf(row: ScheduleRow, names: Names): Resource {
  const synced = row.last_ok
    ? [
        {
          url: `${HL7}/lastSourceSync`,
          valueDateTime: instantAt(row.last_ok.getTime(), row.zone_offset_min),
        },
      ]
    : [];
  return {
    resourceType: 'Schedule',
    id: row.id,
    meta: {
      source: sourceSystem(names, row.source),
      ...(synced.length > 0 ? { extension: synced } : {}),
    },
    ...(row.availability
      ? { extension: [{ url: `${SMART}/has-availability`, valueCode: row.availability }] }
      : {}),
    identifier: [{ system: sourceSystem(names, row.source), value: row.id }],
    active: true,
    serviceCategory: [coded(modeSystem(names), row.mode)],
    serviceType: [specialtyOf(names, row), kindOf(names, row.kind)],
    specialty: [specialtyOf(names, row)],
    actor: [{ reference: `Location/${row.clinic}` }],
  };
}

/** @param detailed with what the schedule says already: for a search, where the schedule may not come along */
export function slotOf(row: SlotRow, names: Names, detailed = false): Resource {
  const free = row.status === 'free';
  const extension = [
    ...(free && row.book_url
      ? [{ url: `${SMART}/booking-deep-link`, valueUrl: row.book_url }]
      : []),
    ...(free && row.phone ? [{ url: `${SMART}/booking-phone`, valueString: row.phone }] : []),
    ...(free && row.capacity > 1
      ? [{ url: `${SMART}/slot-capacity`, valueInteger: row.capacity }]
      : []),
  ];
  return {
    resourceType: 'Slot',
    id: row.id,
    meta: { source: sourceSystem(names, row.source) },
    ...(extension.length > 0 ? { extension } : {}),
    identifier: [{ system: sourceSystem(names, row.source), value: row.slot }],
    ...(detailed
      ? {
          serviceCategory: [coded(modeSystem(names), row.mode)],
          serviceType: [specialtyOf(names, row)],
          specialty: [specialtyOf(names, row)],
          appointmentType: kindOf(names, row.kind),
        }
      : {}),
    schedule: { reference: `Schedule/${row.schedule}` },
    status: row.status,
    start: instantAt(row.start_ms, row.start_offset_min),
    end: instantAt(row.end_ms, row.end_offset_min),
  };
}

/** What a clinic offers: a specialty at a place. */
export function serviceOf(
  row: Pick<ScheduleRow, 'clinic' | 'specialty' | 'specialty_ru'> & {
    readonly id: string;
    readonly name_ru: string;
  },
  names: Names,
): Resource {
  return {
    resourceType: 'HealthcareService',
    id: row.id,
    active: true,
    type: [specialtyOf(names, row)],
    specialty: [specialtyOf(names, row)],
    location: [{ reference: `Location/${row.clinic}` }],
    name: `${row.specialty_ru}, ${row.name_ru}`,
  };
}
