import { m } from '@otklik/i18n';

type Say = (day: string) => string;
const STATES: Readonly<Record<string, Say>> = {
  'handed-in': () => m.survey_results_promises_state_handed_in(),
  returned: () => m.survey_results_promises_state_returned(),
  promised: () => m.survey_results_promises_state_promised(),
  claimed: () => m.survey_results_promises_state_claimed(),
  late: () => m.survey_results_promises_state_late(),
  done: (day) =>
    day ? m.survey_results_promises_state_done({ day }) : m.survey_results_promises_report_done(),
  'not-done': (day) =>
    day
      ? m.survey_results_promises_state_not_done({ day })
      : m.survey_results_promises_report_not(),
};

/** What a promise came to; with the day where one is known. */
export const stateWords = (state: string, day: string): string =>
  (STATES[state] ?? (() => state))(day);
