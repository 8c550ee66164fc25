export { manifest } from './manifest.ts';
export { mayFile, refuseWithoutDanger } from './commands/file-complaint.ts';
export { checkPublish, publishComplaint } from './commands/publish-complaint.ts';
export { dutyIn, type Duty } from './duty.ts';
export { receiptGuess } from './receipt-guess.ts';
export type { Look } from './who-looked.ts';
export { writeFiling, type Fileable, type Filed } from './write-filing.ts';
export { judgeBreach, type Breach } from './model/breach.ts';
export { factsSchema, localTime, type Facts } from './model/facts.ts';
export { applyCuts, GAP, type Finding } from '@otklik/cases';
export * from './watching.ts';
export type { FormIssue } from './model/judge-form.ts';
export type { Topic, TopicDefinition, TopicField } from './model/topic.ts';
export {
  PHOTOS_MAX,
  STORY_CHARACTERS_MAX,
  STORY_CHARACTERS_MIN,
  fileComplaint as filingSchema,
  type DraftContent,
} from './schema.ts';
export { importComplaints, type SimulatedComplaint } from './store/bulk.ts';
export { currentTopics } from './store/topics.ts';
export { casesWithWords } from './store/words-filter.ts';
export { statesOf } from './store/public-filters.ts';
export { publicPage } from './store/public-list.ts';
export {
  DECIDED_BY,
  DEMANDED_BY,
  RESTORE_GROUNDS,
  TAKE_DOWN_GROUNDS,
  TAKEN_KINDS,
} from './model/take-down.ts';
export { ownCases } from './own-cases.ts';
export { tellDutyOfComment } from './danger-letter.ts';
export { beginTiedDraft, hasSurveyTie } from './store/survey-ties.ts';
export { alikeAmong } from './store/similar.ts';
