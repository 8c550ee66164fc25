export { FAULTS, SILENT_intervals, type Fault } from './model.ts';
export { manifest } from './manifest.ts';
export { seedAccess, type SimulatedAccess } from './bulk.ts';
export type { PlaceWaits } from './queries/list-waits.ts';
export type { WaitLine, WaitState } from './view.ts';
export type { ChoiceLine } from './choose.ts';
export type { HistoryDay, HistoryMonth } from './store/history.ts';
export { earliestPlaces, type PlaceQuestion } from './earliest.ts';
export { doctorsNow, normBrokenSince, normsNow, type NormNow } from './norms-now.ts';
