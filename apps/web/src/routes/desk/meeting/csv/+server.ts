import { csvText } from '@otklik/kernel';
import { currentLocale, m } from '@otklik/i18n';
import { stateWords, reasonWords } from '#lib/cases/words.ts';
import { nameOf } from '#lib/clinics/names.ts';
import { inLocale } from '#lib/complaints/words.ts';
import { cellWords } from '#lib/meeting/words.ts';
import { loadMeeting } from '#lib/server/meeting.ts';
import type { RequestHandler } from './$types';

/** The cases of the meeting as CSV, by the same address parameters; `?what=districts` gives the counts. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { lines, cases, at } = await loadMeeting(locals, url);
  const is_counts = url.searchParams.get('what') === 'districts';
  const district = (one: (typeof lines)[number]['district']): string =>
    one ? inLocale(one) : m.workbench_board_no_district();
  const text = is_counts
    ? csvText(
        [
          m.workbench_board_district(),
          m.meeting_clinic(),
          m.workbench_board_open_in_time(),
          m.workbench_board_open_late(),
          m.workbench_board_solved_in_time(),
          m.workbench_board_solved_late(),
        ],
        lines.map((line) => [
          district(line.district),
          nameOf(line.clinic),
          line.inWork.inTime,
          line.inWork.late,
          line.solved.inTime,
          line.solved.late,
        ]),
      )
    : csvText(
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
  const name = `otklik-meeting-${currentLocale()}-${at.toISOString().slice(0, 10)}.csv`;
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
};
