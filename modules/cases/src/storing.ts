/** What other modules read and write of cases in the database. */
export * from './store/bulk.ts';
export {
  caseByReceipt,
  loadForMove,
  markOverdue,
  readCase,
  regionId,
  type CaseRow,
} from './store/cases.ts';
export type { PublicFacts } from './store/tables.ts';
export * from './store/hidden-answers.ts';
export { movesMade as entriesOfCase } from './store/entries.ts';
export { casesOfAuthor, reachedIn, type CaseFilter } from './store/lists.ts';
export * from './store/pasts.ts';
export { coverPhoto, photoAt } from './store/covered-photos.ts';
export * from './store/photos.ts';
export * from './store/tallies.ts';
