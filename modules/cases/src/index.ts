export { manifest } from './manifest.ts';
export { advance, open, type Advanced, type CaseFacts } from './model/advance.ts';
export type { Clock, Derivation, StageTerm, Terms } from './model/clocks.ts';
export {
  FINAL_STATES,
  MOVES,
  OWED_BY,
  PUBLIC_STATES,
  REJECTION_REASONS,
  RETURN_REASONS,
  STAGES,
  STATES,
  type Move,
  type Role,
  type Stage,
  type State,
} from './model/moves.ts';
export type { Queue } from './model/queues.ts';
export type { QueueCount } from './queries/count-queues.ts';
export { caseNumber, parseCaseNumber } from './model/number.ts';
export { newReceipt, parseReceipt } from './model/receipt.ts';
export { moveCase } from './move-case.ts';
export { openCase, type NewCase, type OpenedCase } from './open-case.ts';
export { keepClean, keepPhotos, type KeptPhoto } from './photos.ts';
export { mayConfirm, mayMove, type Movable } from './policy.ts';
export { caseNumberText, text, version } from './schema.ts';
export { caseByReceipt, readCase, regionId, type CaseRow } from './store/cases.ts';
export { casesOfAuthor } from './store/lists.ts';
export * from './simulation.ts';
export {
  adoptPhotos,
  dropDraftPhotos,
  insertPhotos,
  photosOf,
  publishPhotos,
  removeDraftPhoto,
} from './store/photos.ts';
export { audienceOf, viewCase, type Audience, type CaseView } from './view.ts';
