import type { manifest as desk } from '@otklik/desk';
import { csvText, type OutputOf } from '@otklik/kernel';
import { m } from '@otklik/i18n';
import { reasonWords, stateWords } from '#lib/cases/words.ts';
import { nameOf } from '#lib/clinics/names.ts';
import { inLocale } from '#lib/complaints/words.ts';
import { cellWords } from './words.ts';

type Meeting = OutputOf<(typeof desk)['queries']['showMeeting']>;

/** The counts of the meeting, clinic by clinic, as CSV. */
export const countsCsv = ({ lines }: Pick<Meeting, 'lines'>): string =>
  csvText(
    [
      m.workbench_board_district(),
      m.meeting_clinic(),
      m.workbench_board_open_in_time(),
      m.workbench_board_open_late(),
      m.workbench_board_solved_in_time(),
      m.workbench_board_solved_late(),
    ],
    lines.map(({ district, clinic, inWork, solved }) => [
      district ? inLocale(district) : m.workbench_board_no_district(),
      nameOf(clinic),
      inWork.inTime,
      inWork.late,
      solved.inTime,
      solved.late,
    ]),
  );

/** The cases of the meeting as CSV. */
export const casesCsv = ({ cases }: Pick<Meeting, 'cases'>): string =>
  csvText(
    [
      m.meeting_number(),
      m.meeting_topic(),
      m.meeting_clinic(),
      m.meeting_cell(),
      m.meeting_state(),
      m.meeting_days_late(),
      m.meeting_reason(),
      m.meeting_promised(),
      m.meeting_systemic(),
    ],
    cases.map((one) => [
      one.number,
      inLocale(one.topic),
      nameOf(one.clinic),
      cellWords(one),
      stateWords[one.state](),
      one.daysLate,
      one.reason && reasonWords(one.reason),
      one.promisedUntil,
      one.systemic,
    ]),
  );
