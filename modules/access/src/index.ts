export { FAULTS, SILENT_intervals, type Fault } from './model.ts';
export { manifest } from './manifest.ts';
export { cityOfWaits, inventedClinics, type CityWaits, type CitySize } from './city/seed.ts';
export { livedDemo } from './city/lived-demo.ts';
export { seedAccess, type SimulatedAccess } from './bulk.ts';
export type { ClinicIntake } from './queries/get-clinic-intake.ts';
export type { ClinicReleases } from './queries/get-clinic-releases.ts';
export type { RushMap, Odds } from './odds.ts';
export type { OddsCheck } from './store/odds-checks.ts';
export type { PlaceWaits } from './queries/list-waits.ts';
export type { WaitLine, WaitState } from './view.ts';
export type { ChoiceLine } from './choose.ts';
export type { HistoryDay, HistoryMonth } from './store/history.ts';
export { earliestPlaces, type PlaceQuestion } from './earliest.ts';
export {
  earlierPlaces,
  firstPlaces,
  placeKey,
  type EarlierPlace,
  type PlacePair,
} from './first-places.ts';
export { doctorsNow, normBrokenSince, normsNow, type NormNow } from './norms-now.ts';
