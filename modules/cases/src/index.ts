export { eraseCaseData } from './erase-case.ts';
export { manifest } from './manifest.ts';
export { advance, open } from './model/advance.ts';
export {
  PLAN_DAYS_MAX,
  type Clock,
  type Derivation,
  type StageTerm,
  type Terms,
} from './model/clocks.ts';
export type { Advanced, CaseFacts } from './model/facts.ts';
export { timeLeft, type TimeLeft } from './model/time-left.ts';
export { OWN_STAGES, termOf, workingHours } from './model/terms.ts';
export * from './model/moves.ts';
export * from './model/number.ts';
export * from './model/receipt.ts';
export { QUEUES, type Queue } from './model/queues.ts';
export * from './delayable.ts';
export { moveCase, rehearseMove } from './move-case.ts';
export { letterFacts, tellClinicGone } from './tell.ts';
export { previewCase } from './preview-case.ts';
export { forgetSupports, supportedCases } from './own-supports.ts';
export * from './policy.ts';
export { previewClocks, type PreviewedClock } from './preview-clocks.ts';
export { dayOf, openCase, type NewCase, type OpenedCase } from './open-case.ts';
export type { QueueCount } from './queries/count-queues.ts';
export { listDue } from './queries/list-due.ts';
export * from './queries/list-queue.ts';
export { caseNumberText, NOTE_CHARACTERS_MAX, noteToSend, text, version } from './schema.ts';
export * from './looking.ts';
export * from './store/bulk.ts';
export { loadForMove, markOverdue, readCase, regionId, type CaseRow } from './store/cases.ts';
export type { PublicFacts } from './store/tables.ts';
export * from './store/hidden-answers.ts';
export { movesMade as entriesOfCase } from './store/entries.ts';
export { casesOfAuthor, reachedIn, type CaseFilter } from './store/lists.ts';
export * from './store/pasts.ts';
export * from './store/tallies.ts';
export { audienceOf, viewCase, type Audience, type CaseView } from './view.ts';
export * from './all-photos.ts';
