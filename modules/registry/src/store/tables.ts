import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import type { Outline } from '../model/outline.ts';
import '../records/tables.ts';

export interface RegionTable {
  code: string;
  name_ru: string;
  name_en: string;
  kind: string;
  federal_district: string | null;
  okato: string | null;
  time_zone: string;
  time_zones: string[];
  pilot_from: string | null;
  pilot_to: string | null;
  enabled: boolean;
}

export interface SpecialtyTable {
  id: string;
  name_ru: string;
  name_en: string;
  specialty_ru: string;
  population: 'adult' | 'child' | 'both';
  booking: string;
  codes: Json<Record<string, string | null>>;
  details: Json<Record<string, unknown>>;
}

export interface CalendarYearTable {
  scope: string;
  year: number;
  version: string;
  content: Json<Record<string, unknown>>;
  act: Json<Record<string, unknown>>;
  verified: boolean;
}

export interface NormTable {
  id: string;
  code: string;
  family: string;
  service: string;
  population: string;
  limit_value: number | null;
  unit: string | null;
  start_event: string | null;
  end_event: string | null;
  valid_from: string | null;
  valid_to: string | null;
  region: string;
  source: string | null;
  verified: boolean;
  note: string | null;
}

export interface DistrictTable {
  region_id: string;
  id: string;
  kind: 'okrug' | 'district';
  parent_id: string | null;
  name_ru: string;
  name_en: string;
  abbr_ru: string | null;
  okato: string | null;
  label_lat: number | null;
  label_lng: number | null;
  geometry: Json<unknown>;
  outline: Json<Outline | null>;
}

export interface OrganisationTable {
  region_id: string;
  id: string;
  name_ru: string;
  name_en: string;
  is_state: boolean;
  sector: string;
  valid_from: string | null;
  valid_to: string | null;
  list_key: ColumnType<string, never, never>;
}

export interface ClinicTable {
  region_id: string;
  id: string;
  code: string;
  name_ru: string;
  name_en: string | null;
  number: number | null;
  branch_number: number | null;
  head_clinic_id: string | null;
  audience: Audience;
  unit: string;
  service: string;
  operator: string;
  organisation_id: string | null;
  okrug_id: string | null;
  district_id: string | null;
  address_ru: string | null;
  phone: string | null;
  website: string | null;
  lat: number | null;
  lng: number | null;
  time_zone: string | null;
  demo: boolean;
  valid_from: string | null;
  valid_to: string | null;
  order_key: string;
  search_name: string;
}

export type Audience = 'adult' | 'child' | 'both';
export type ObjectKind =
  | 'clinic'
  | 'building'
  | 'department'
  | 'pharmacy-point'
  | 'information-system';

export interface ClinicObjectTable {
  region_id: string;
  id: string;
  clinic_id: string;
  code: string;
  kind: ObjectKind;
  name_ru: string;
  name_en: string;
  valid_from: string | null;
  valid_to: string | null;
}

export interface DoctorTable {
  region_id: string;
  id: string;
  code: string;
  last_name: string;
  first_name: string;
  patronymic: string | null;
  synthetic: boolean;
  valid_from: string | null;
  valid_to: string | null;
  list_key: ColumnType<string, never, never>;
}

export interface PostTable {
  region_id: string;
  id: string;
  doctor_id: string;
  clinic_id: string;
  specialty_id: string;
  title: string | null;
  valid_from: string;
  valid_to: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    regions: RegionTable;
    specialties: SpecialtyTable;
    calendars: CalendarYearTable;
    norms: NormTable;
    districts: DistrictTable;
    organisations: OrganisationTable;
    clinics: ClinicTable;
    clinic_objects: ClinicObjectTable;
    doctors: DoctorTable;
    posts: PostTable;
    search_words: { word: string; stem: string };
    clinic_terms: { region_id: string; stem: string; clinic_id: string; weight: number };
    registry_imports: {
      region_id: string;
      id: string;
      kind: string;
      digest: string;
      at: Timestamp;
      report: Json<Record<string, unknown>>;
    };
  }
}
