// What a simulated past is written with: demo installations only.
export {
  importCases,
  type ImportedCase,
  type SimulatedAct,
  type SimulatedAnswer,
  type SimulatedCase,
  type SimulatedPhoto,
  type SimulatedVerdict,
} from './store/bulk.ts';
export {
  advancePast,
  beginPast,
  finishPast,
  holdsCases,
  readPast,
  type SimulatedPast,
} from './store/pasts.ts';
