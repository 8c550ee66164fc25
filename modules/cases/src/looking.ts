/** What other modules look at words, owners and bodies with, and number what they file. */
export { alarmIfDanger, TELL_DUTY, TELL_DUTY_OF_WORDS } from './alarm.ts';
export { openAuthorLink } from './author-links.ts';
export { alarmsBeside, raiseAlarm } from './raise-alarm.ts';
export { noteLateAlarms, openAlarms } from './store/alarms.ts';
export {
  PART_NAMES,
  QUESTIONS_MAX,
  type AnswerParts,
  type PartName,
} from './model/answer-parts.ts';
export { applyCuts, GAP } from './model/cuts.ts';
export { answerJudged, type JudgedAnswer } from './judged-answer.ts';
export { noteJudged } from './judged-note.ts';
export { dangerIn } from './model/danger.ts';
export { personalIn, provenKinds, refuseProven, type Finding } from './model/personal-data.ts';
export { NOTE_REASONS } from './schema-companions.ts';
export { hasStaff } from './routing.ts';
export { isStub } from './stubs.ts';
export { bodiesFor, bodyByCode, bodyFor, publicBody, type BodyRow } from './store/bodies.ts';
export { importFlags } from './store/bulk-flags.ts';
export { copiesOf } from './store/copies.ts';
export { nextNumber } from './store/cases.ts';
export { putFlags } from './store/flags.ts';
export { showBeside, takeBeside, type BesideKind } from './store/taken.ts';
// What speaks for somebody who has no internet.
export { LATE_LETTERS, LETTERS } from './letters.ts';
export { lookersOf } from './second-look.ts';
export { speakForAuthor, type SpokenWord } from './speak-for-author.ts';
/** The engine's clocks, ladder and promised days, for what has an owner and a term without being a case. */
export { clockView } from './clock-view.ts';
export {
  countedAnew,
  isLate,
  resumeClock,
  startClock,
  stopClock,
  type CalendarFacts,
} from './model/clocks.ts';
export { LADDER, nextNotice } from './model/ladder.ts';
export { endOfDay, PROMISE_DAYS_MAX, promiseDue } from './model/promise.ts';
export { holdersOn } from './responsible.ts';
/** Forms begun and not sent, of modules that take words from browsers. */
export { sealedForms } from './sealed-forms.ts';
