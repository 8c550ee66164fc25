export { importWatched } from './bulk.ts';
export { manifest } from './manifest.ts';
export type { Shift } from './model/shifts.ts';
export type { WatchRules } from './rules.ts';
export type { Kind } from './store/tables.ts';
