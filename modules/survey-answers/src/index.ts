export { makeKeysOf } from './jobs/make-keys.ts';
export { manifest } from './manifest.ts';
export { MODES, modeOfWay, TEXT_CHARACTERS_MAX, type Grain, type Mode } from './model/answer.ts';
export { BOX_bytes } from './model/box.ts';
export {
  countedProblem,
  leafOfReceipt,
  type AnswerDay,
  type CountedProof,
} from './model/counted.ts';
export { disclose, tellsOfAll, type Cell, type Disclosed } from './model/disclose.ts';
export { hashesOf, readReceipt, receiptOf, type ReceiptHashes } from './model/receipt.ts';
export { planRelease, type Batch, type Waiting } from './model/release.ts';
export { daysLater, monthOfWeek, monthOfWindow, weekOf } from './model/windows.ts';
export { listAnswerDays } from './queries/list-answer-days.ts';
export { listAnswerLeaves } from './queries/list-answer-leaves.ts';
export { answerDayProblem } from './model/verify-answer-days.ts';
export type { DoctorMarks } from './queries/get-doctor-marks.ts';
export type { PlaceResults } from './queries/get-place-results.ts';
export { importAnswers, type PastAnswer } from './import-answers.ts';
export { linearOf, scalesOf, scoresOf, type Points, type Scores } from './model/scores.ts';
export { SCORE_VERSION } from './store/score-tables.ts';
export { countScores, stepScores } from './store/scoring.ts';
export {
  latestRelease,
  shownForms,
  shownPairs,
  shownScores,
  shownTotals,
  shownVersions,
  type ShownPair,
  type ShownScore,
  type ShownTotal,
} from './store/shown-scores.ts';
export { alikeByMonth, answeredByMonth, type AnsweredByMonth } from './store/shown-ways.ts';
export { shownCounts, type ShownCount, type ShownFilter } from './store/shown.ts';
export type { JudgedFinding } from './strictly.ts';
export { isTaken } from './store/taken.ts';
export { judgedItems, takeAnswer, type NewAnswer } from './take-answer.ts';
