export { manifest } from './manifest.ts';
export { COLUMNS, csvOf, type ResultRow } from './model/rows.ts';
export { parquetOf } from './model/parquet.ts';
export type { Compared } from './queries/compare-places.ts';
export type { PlaceAtDesk } from './queries/get-desk-place.ts';
export type { PlaceShown } from './queries/get-place.ts';
export { clinicScores, type ClinicScore } from './store/clinic-scores.ts';
