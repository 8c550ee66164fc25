export { manifest } from './manifest.ts';
export { FORTNIGHT_ms, readDate } from './model/dates.ts';
export { kindOfV2, STATUSES, V2_SYSTEM } from './model/kinds.ts';
export { csvPages, HISTORY_COLUMNS, METHOD, parquetPages } from './model/history.ts';
export { advertisementOf, manifestOf } from './model/manifest-file.ts';
export {
  clinicSystem,
  kindSystem,
  modeSystem,
  sourceSystem,
  specialtySystem,
  type Resource,
} from './model/resources.ts';
export { publishJob } from './jobs/publish.ts';
export { FILE_NAME, PAGE_max, PIECE_bytes } from './schema.ts';
