export type {
  DayDeadline,
  Deadline,
  DeadlineQuestion,
  ExcludedDates,
  Place,
  State,
  TimeDeadline,
} from './answers.ts';
export type { Calendar, HolidayName } from './calendar.ts';
export { loadCalendar } from './calendar-load.ts';
export type { ChainQuestion, Stage, StageAnswer } from './chain.ts';
export { chain } from './chain.ts';
export { DAY_MS, formatDate, parseDate, weekdayOf } from './dates.ts';
export { deadline } from './deadline.ts';
export type { WorkingTimeCode, WorkingTimeErrorData } from './errors.ts';
export { WorkingTimeError } from './errors.ts';
export type { ExtraDay } from './extra-days.ts';
export { holidayName, isWorkingDay } from './holidays.ts';
export type { Instant } from './instants.ts';
export { toMs } from './instants.ts';
export type { Pause } from './pauses.ts';
export type { ElapsedQuestion, ReminderQuestion, WarningQuestion } from './questions.ts';
export { elapsed, reminder, warning } from './questions.ts';
export { remaining, type Remaining, type RemainingQuestion } from './remaining.ts';
export { parseSchedule, type Schedule, type Weekday } from './schedule.ts';
export type { DayTerm, Extension, Roll, Term, TimeTerm } from './terms.ts';
export type { VectorFile, VectorVerdict } from './vectors.ts';
export { checkVector, readVectorFile } from './vectors.ts';
export { zoneOf, type Zone } from './zones.ts';
