import type { Deadline, Place } from './answers.ts';
import { parseDate } from './dates.ts';
import { deadlineFrom } from './deadline.ts';
import { refuse } from './errors.ts';
import type { Instant } from './instants.ts';
import { toMs } from './instants.ts';
import type { Pause } from './pauses.ts';
import type { Schedule } from './schedule.ts';
import type { Extension, Term } from './terms.ts';
import { checkTerm } from './terms.ts';

export interface Stage {
  readonly name: string;
  readonly term: Term;
  /** Needed for minutes and hours. */
  readonly schedule?: Schedule | undefined;
  readonly pauses?: readonly Pause[] | undefined;
  readonly extension?: Extension | null | undefined;
  /** When the stage was really finished; the next one then starts there. */
  readonly doneAt?: Instant | null | undefined;
}

export interface ChainQuestion extends Place {
  readonly start: Instant;
  readonly stages: readonly Stage[];
}

export interface StageAnswer {
  readonly name: string;
  /** Null when the stage cannot start yet: an open pause holds back the one before it. */
  readonly deadline: Deadline | null;
  /** Only for a finished stage. */
  readonly late?: boolean;
}

/** Where a stage starts; a day stage before it hands on its due date as the registration. */
interface Start {
  readonly ms: number;
  readonly registration: number | null;
}

/**
 * Deadlines of stages that follow each other. A stage that is not done hands on its own deadline; a
 * late one never shortens the next.
 * @throws WorkingTimeError any code but `calendar-invalid`.
 */
export function chain(question: ChainQuestion): { stages: StageAnswer[] } {
  const stages: StageAnswer[] = [];
  if (!Array.isArray(question.stages)) throw refuse('term-invalid', 'stages are not a list');
  let start: Start | null = { ms: toMs(question.start, 'the start'), registration: null };
  for (const stage of question.stages) {
    const answer: StageAnswer = answerStage(question, stage, start);
    stages.push(answer);
    start = handOn(stage, answer.deadline);
  }
  return { stages };
}

function answerStage(question: ChainQuestion, stage: Stage, start: Start | null): StageAnswer {
  const { name, term, schedule, pauses, extension } = stage;
  const { zone, calendar, extraDays } = question;
  checkTerm(term, extension);
  const asked = { zone, calendar, extraDays, schedule, term, pauses, extension };
  const deadline = start && deadlineFrom({ ...asked, start: start.ms }, start.registration);
  if (stage.doneAt === undefined || stage.doneAt === null) return { name, deadline };
  const endMs = deadline && endOf(deadline);
  return { name, deadline, late: endMs !== null && toMs(stage.doneAt, 'done at') > endMs };
}

function handOn(stage: Stage, deadline: Deadline | null): Start | null {
  if (stage.doneAt !== undefined && stage.doneAt !== null) {
    return { ms: toMs(stage.doneAt, 'done at'), registration: null };
  }
  const ms = deadline && endOf(deadline);
  if (deadline === null || ms === null) return null;
  return { ms, registration: deadline.kind === 'days' ? parseDate(deadline.date) : null };
}

function endOf(deadline: Deadline): number | null {
  return deadline.kind === 'time' ? deadline.deadlineMs : deadline.endsAtMs;
}
