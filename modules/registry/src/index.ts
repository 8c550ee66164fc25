export { organisationNames } from './store/organisation-names.ts';
export { enabledRegions } from './enabled-regions.ts';
export type { Column } from './intake/columns.ts';
export { readTable } from './intake/csv.ts';
export { decodeFile } from './intake/decode.ts';
export { TABLE_KINDS, type TableKind } from './intake/formats.ts';
export { runImport } from './jobs/run-import.ts';
export { importBundled, type BundledImport } from './import-bundled.ts';
export type { ImportReport } from './import/report.ts';
export { manifest } from './manifest.ts';
export * from './model/representation-rules.ts';
export * from './store/representation-rules.ts';
export type { Outline } from './model/outline.ts';
export type { ClinicHit, FoundClinics } from './queries/find-clinics.ts';
export type { ClinicPage } from './queries/get-clinic.ts';
export type { DistrictPage } from './queries/get-district.ts';
export type { OkrugWithDistricts } from './queries/list-districts.ts';
export type { Region } from './queries/list-regions.ts';
export type { MapPoint, RegionMap } from './queries/map.ts';
export { administratorGrants, isRegionWide } from './records/access.ts';
export { dayIn, instantIn, todayOf, zoneOfRegion } from './region-time.ts';
export type { RejectedRow } from './rows/read.ts';
export { IMPORT_KINDS, type ImportKind } from './schema.ts';
export { calendarOf, type CalendarFile, type RegionCalendar } from './store/calendars.ts';
export {
  clinicByCode,
  clinicById,
  clinicsOf,
  type Clinic,
  type Clinic as ClinicFacts,
  type ClinicObject,
} from './store/clinics.ts';
export { clinicPlaces, type ClinicPlace } from './store/clinic-places.ts';
export { clinicsByIds, type ClinicName } from './store/clinic-names.ts';
export { DISCLOSURE, disclosureOf, type Disclosure } from './store/disclosure.ts';
export { normFor, type Norm, type NormQuestion } from './store/norms.ts';
export { postsAt, postsByIds, type Post } from './store/posts.ts';
export { districtName, isOkrug, type Place, type Shape } from './store/places.ts';
export type { ClinicSpecialty, Specialty } from './store/specialties.ts';
