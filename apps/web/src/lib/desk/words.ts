import { m } from '@otklik/i18n';

type Area =
  | 'cases_state'
  | 'cases_move'
  | 'cases_reason'
  | 'cases_advice'
  | 'cases_stage'
  | 'cases_role'
  | 'cases_outcome'
  | 'cases_verdict'
  | 'desk_queue'
  | 'desk_queue_lead'
  | 'desk_queue_empty'
  | 'desk_done'
  | 'desk_outcome_hint';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;

/** The word for a code of the engine; the code itself where a newer server sends an unknown one. */
export const wordFor = (area: Area, code: string): string =>
  words[`${area}_${code.replaceAll('-', '_')}`]?.() ?? code;
