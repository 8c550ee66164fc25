import type { Deadline, DeadlineQuestion } from './answers.ts';
import type { Calendar } from './calendar.ts';
import type { ChainQuestion, Stage, StageAnswer } from './chain.ts';
import { chain } from './chain.ts';
import { deadline } from './deadline.ts';
import { WorkingTimeError } from './errors.ts';
import type { ElapsedQuestion, ReminderQuestion, WarningQuestion } from './questions.ts';
import { elapsed, reminder, warning } from './questions.ts';

// The conformance format `otklik-working-time/1`: cases with snake_case fields and what must be answered.

type Json = Readonly<Record<string, unknown>>;

export interface VectorFile {
  /** Name of the calendar its cases are asked with, if any. */
  readonly calendar: string | null;
  readonly schedules: Json;
  readonly cases: readonly Json[];
}

export interface VectorVerdict {
  readonly ok: boolean;
  readonly expected: unknown;
  readonly got: unknown;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a parsed file of the format; throws a plain Error that says what is wrong with it. */
export function readVectorFile(json: unknown): VectorFile {
  if (!isObject(json) || json['format'] !== 'otklik-working-time/1') {
    throw new Error('format is not otklik-working-time/1');
  }
  const { calendar = null, schedules = {}, cases } = json;
  if (calendar !== null && typeof calendar !== 'string') throw new Error('calendar is not a name');
  if (!isObject(schedules)) throw new Error('schedules is not an object');
  if (!Array.isArray(cases) || !cases.every(isVectorCase))
    throw new Error('cases is not a list of cases with id and expected');
  return { calendar, schedules, cases };
}

function isVectorCase(value: unknown): value is Json {
  return isObject(value) && typeof value['id'] === 'string' && isObject(value['expected']);
}

/** Answers one case and compares every expected field. Never throws for a refused question. */
export function checkVector(
  file: VectorFile,
  vector: Json,
  calendar: Calendar | undefined,
): VectorVerdict {
  const expected = isObject(vector['expected']) ? vector['expected'] : {};
  const got = answerOrRefusal(file, vector, calendar);
  // An expectation that names none of the answer's fields would pass without saying anything.
  const keys = Object.keys(expected);
  const ok =
    keys.length > 0 &&
    isObject(got) &&
    'error' in got === 'error' in expected &&
    matches(expected, got);
  return { ok, expected, got };
}

function answerOrRefusal(file: VectorFile, vector: Json, calendar: Calendar | undefined): unknown {
  try {
    return answer(file, vector, calendar);
  } catch (error) {
    if (!(error instanceof WorkingTimeError)) throw error;
    return { error: error.code, ...(error.data.year !== undefined && { year: error.data.year }) };
  }
}

function answer(file: VectorFile, vector: Json, calendar: Calendar | undefined): unknown {
  const question = {
    ...vector,
    calendar,
    extraDays: vector['extra_days'],
    schedule: scheduleOf(file, vector['schedule']),
  };
  // The questions check what they are given; the casts only hand unchecked JSON over to those checks.
  const asked: unknown = question;
  switch (vector['kind']) {
    case 'deadline':
      return fields(deadline(asked as DeadlineQuestion));
    case 'elapsed':
      return elapsed(asked as ElapsedQuestion);
    case 'reminder':
      return reminder(asked as ReminderQuestion);
    case 'warning':
      return { at: iso(warning(asked as WarningQuestion).atMs) };
    case 'chain': {
      const stages = Array.isArray(vector['stages'])
        ? vector['stages'].map((stage: Json) => stageOf(file, stage))
        : [];
      return { stages: chain({ ...(asked as ChainQuestion), stages }).stages.map(stageFields) };
    }
    default:
      throw new Error(
        `unknown case kind ${String(vector['kind'])}: deadline, elapsed, reminder, warning, chain`,
      );
  }
}

function scheduleOf(file: VectorFile, schedule: unknown): unknown {
  if (typeof schedule !== 'string') return schedule;
  if (!Object.hasOwn(file.schedules, schedule))
    throw new Error(`no schedule ${schedule} in the file`);
  return file.schedules[schedule];
}

function stageOf(file: VectorFile, stage: Json): Stage {
  const read: unknown = {
    ...stage,
    doneAt: stage['done_at'],
    schedule: scheduleOf(file, stage['schedule']),
  };
  return read as Stage;
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function fields(answer: Deadline): Json {
  const state = answer.state !== undefined && { state: answer.state };
  if (answer.kind === 'time') {
    const remaining = answer.remainingSeconds !== null && {
      remaining_seconds: answer.remainingSeconds,
    };
    return { deadline: iso(answer.deadlineMs), ...remaining, ...state };
  }
  return {
    date: answer.date,
    ends_at: iso(answer.endsAtMs),
    ...(answer.remainingDays !== null && { remaining_days: answer.remainingDays }),
    skipped: answer.skipped,
    extra_working: answer.extraWorking,
    ...(answer.originalDate !== undefined && { original_date: answer.originalDate }),
    ...state,
  };
}

function stageFields(stage: StageAnswer): Json {
  const late = stage.late !== undefined && { late: stage.late };
  const own = stage.deadline
    ? fields(stage.deadline)
    : { date: null, ends_at: null, deadline: null };
  return { name: stage.name, ...own, ...late };
}

const INSTANTS = new Set(['deadline', 'ends_at', 'at']);

/** Instants are compared as instants, lists by length and item, everything else exactly. */
function matches(expected: unknown, got: unknown, key = ''): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((item, at) => matches(item, got[at]))
    );
  }
  if (isObject(expected)) {
    return (
      isObject(got) &&
      Object.entries(expected).every(([name, value]) => matches(value, got[name], name))
    );
  }
  if (INSTANTS.has(key) && typeof expected === 'string' && typeof got === 'string') {
    // Without an offset the text would be read in the process's own zone.
    return /(?:Z|[+-]\d\d:\d\d)$/.test(expected) && Date.parse(expected) === Date.parse(got);
  }
  return expected === got;
}
