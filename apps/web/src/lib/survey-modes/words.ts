import { m } from '@otklik/i18n';

/** What kind of a point it is. */
export const kindWords = (kind: 'tablet' | 'poster'): string =>
  kind === 'tablet' ? m.survey_modes_kind_tablet() : m.survey_modes_kind_poster();

/** Whether a point takes answers, and what is missing when not. */
export function stateWords(point: {
  readonly kind: 'tablet' | 'poster';
  readonly state: 'asked' | 'open' | 'closed';
  readonly isEnrolled: boolean;
}): string {
  if (point.state === 'asked') return m.survey_modes_state_asked();
  if (point.state === 'closed') return m.survey_modes_state_closed();
  if (point.kind === 'tablet' && !point.isEnrolled) return m.survey_modes_state_unknown_device();
  return m.survey_modes_state_open();
}

const SHEETS: Readonly<Record<string, () => string>> = {
  half: m.survey_modes_paper_state_half,
  agreed: m.survey_modes_paper_state_agreed,
  differs: m.survey_modes_paper_state_differs,
  settled: m.survey_modes_paper_state_settled,
  void: m.survey_modes_paper_state_void,
  taken: m.survey_modes_paper_state_taken,
};

/** How far a sheet is. */
export const sheetWords = (state: string): string => (SHEETS[state] ?? m.survey_modes_paper_open)();
