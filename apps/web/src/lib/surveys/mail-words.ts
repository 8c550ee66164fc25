import { m } from '@otklik/i18n';

const STATES: Readonly<Record<string, () => string>> = {
  queued: m.survey_mail_state_queued,
  handed: m.survey_mail_state_handed,
  sent: m.survey_mail_state_sent,
  'in-doubt': m.survey_mail_state_in_doubt,
  failed: m.survey_mail_state_failed,
  'given-up': m.survey_mail_state_given_up,
  void: m.survey_mail_state_void,
};

const REASONS: Readonly<Record<string, () => string>> = {
  refused: m.survey_mail_because_refused,
  returned: m.survey_mail_because_returned,
  answered: m.survey_mail_because_answered,
  cancelled: m.survey_mail_because_cancelled,
  expired: m.survey_mail_because_expired,
  stopped: m.survey_mail_because_stopped,
  suppressed: m.survey_mail_because_suppressed,
  resting: m.survey_mail_because_resting,
  erased: m.survey_mail_because_erased,
};

const reason = (because: string | null): string => (because && REASONS[because]?.()) || '';

/** What became of a letter, with its reason where it has one. */
export function letterWords(state: string, because: string | null): string {
  const said = STATES[state]?.() ?? state;
  const why = reason(because);
  return why ? `${said}: ${why}` : said;
}

/** Why a letter did not arrive. */
export const reasonWords = (because: string | null): string =>
  reason(because) || m.survey_mail_state_failed();

const FAULTS: Readonly<Record<string, (inputs: { fields: string }) => string>> = {
  invalid: m.survey_mail_fault_invalid,
  formula: m.survey_mail_fault_formula,
  future: m.survey_mail_fault_future,
  'too-old': m.survey_mail_fault_too_old,
  'unknown-place': m.survey_mail_fault_unknown_place,
  'unknown-service': m.survey_mail_fault_unknown_service,
  'no-consent': m.survey_mail_fault_no_consent,
  'no-address': m.survey_mail_fault_no_address,
  'wrong-cell-count': m.survey_mail_fault_wrong_cell_count,
};

/** What is wrong with a line of a file of visits. */
export const faultWords = (code: string, fields: readonly string[]): string =>
  FAULTS[code]?.({ fields: fields.join(', ') }) ?? code;

/** How it is known that an address works again. */
export const liftOptions = () => [
  { value: 'owner-said', text: m.survey_mail_lift_owner_said() },
  { value: 'post-office-said', text: m.survey_mail_lift_post_office_said() },
  { value: 'our-mistake', text: m.survey_mail_lift_our_mistake() },
];
