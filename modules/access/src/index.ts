export { FAULTS, type Fault } from './model.ts';
export { manifest } from './manifest.ts';
export { seedAccess, type SimulatedAccess } from './bulk.ts';
export type { ClinicIntake } from './queries/get-clinic-intake.ts';
export type { PlaceWaits } from './queries/list-waits.ts';
export type { WaitLine, WaitState } from './view.ts';
