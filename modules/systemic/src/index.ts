export { seedSystemic, type SimulatedSystemic } from './bulk.ts';
export { evidenceKnown, joinEvidence, type Evidence } from './evidence.ts';
export { manifest } from './manifest.ts';
export type { PlanOutcome, StepState, SystemicMove, SystemicState } from './model.ts';
export { systemicNumbersOf } from './store/members.ts';
export type { SystemicLine, SystemicView } from './view.ts';
