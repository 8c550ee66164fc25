import { m } from '@otklik/i18n';

type Area =
  | 'cases_role'
  | 'confidence_state'
  | 'confidence_decide'
  | 'confidence_decided'
  | 'confidence_occasion'
  | 'confidence_outcome'
  | 'desk_queue'
  | 'desk_queue_lead'
  | 'desk_queue_empty'
  | 'desk_done'
  | 'desk_health_rule'
  | 'desk_health_mend'
  | 'desk_outcome_hint';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;

/** The desk's own word for a code; the code itself where a newer server sends an unknown one. */
export const wordFor = (area: Area, code: string): string =>
  words[`${area}_${code.replaceAll('-', '_')}`]?.() ??
  // The plain forms of the desk share one word of success.
  (area === 'desk_done'
    ? (words[`colleagues_${code.replaceAll('-', '_')}_done`]?.() ?? m.desk_done_plain())
    : code);
