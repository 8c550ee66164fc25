import type { Move, Stage, State } from '@otklik/cases';
import { m } from '@otklik/i18n';

/** Words of the engine of cases, for every page that shows one. A new state without words fails the type check. */
export const stateWords: Readonly<Record<State, () => string>> = {
  draft: m.cases_state_draft,
  lapsed: m.cases_state_lapsed,
  submitted: m.cases_state_submitted,
  rejected: m.cases_state_rejected,
  'in-work': m.cases_state_in_work,
  'answer-draft': m.cases_state_answer_draft,
  answered: m.cases_state_answered,
  confirmed: m.cases_state_confirmed,
  partly: m.cases_state_partly,
  silent: m.cases_state_silent,
  disputed: m.cases_state_disputed,
  closed: m.cases_state_closed,
  withdrawn: m.cases_state_withdrawn,
};

export const moveWords: Readonly<Record<Move | 'open' | 'recount', () => string>> = {
  open: m.cases_move_open,
  recount: m.cases_move_recount,
  'confirm-address': m.cases_move_confirm_address,
  lapse: m.cases_move_lapse,
  publish: m.cases_move_publish,
  reject: m.cases_move_reject,
  'hand-in-answer': m.cases_move_hand_in_answer,
  'return-answer': m.cases_move_return_answer,
  'publish-answer': m.cases_move_publish_answer,
  confirm: m.cases_move_confirm,
  'confirm-partly': m.cases_move_confirm_partly,
  dispute: m.cases_move_dispute,
  'fall-silent': m.cases_move_fall_silent,
  'uphold-dispute': m.cases_move_uphold_dispute,
  'refuse-dispute': m.cases_move_refuse_dispute,
  'withdraw-unpublished': m.cases_move_withdraw_unpublished,
  withdraw: m.cases_move_withdraw,
};

export const stageWords: Readonly<Record<Stage, () => string>> = {
  moderation: m.cases_stage_moderation,
  reply: m.cases_stage_reply,
  'reply-moderation': m.cases_stage_reply_moderation,
  verdict: m.cases_stage_verdict,
  control: m.cases_stage_control,
};

const reasons: Readonly<Record<string, () => string>> = {
  'personal-data-of-others': m.cases_reason_personal_data_of_others,
  insult: m.cases_reason_insult,
  'no-facts': m.cases_reason_no_facts,
  'not-about-a-clinic': m.cases_reason_not_about_a_clinic,
  'duplicate-by-author': m.cases_reason_duplicate_by_author,
  advertising: m.cases_reason_advertising,
  'medical-advice-sought': m.cases_reason_medical_advice_sought,
  'court-or-police': m.cases_reason_court_or_police,
  'photo-unfit': m.cases_reason_photo_unfit,
  other: m.cases_reason_other,
  'question-not-answered': m.cases_reason_question_not_answered,
  'personal-or-medical-data': m.cases_reason_personal_or_medical_data,
  'blames-the-patient': m.cases_reason_blames_the_patient,
  'promise-without-date': m.cases_reason_promise_without_date,
  'boilerplate-only': m.cases_reason_boilerplate_only,
  'photo-from-elsewhere': m.cases_reason_photo_from_elsewhere,
  'contradicts-evidence': m.cases_reason_contradicts_evidence,
  'dispute-upheld': m.cases_reason_dispute_upheld,
  'dispute-not-supported': m.cases_reason_dispute_not_supported,
};
export const reasonWords = (code: string): string => (reasons[code] ?? m.cases_reason_other)();

const advice: Readonly<Record<string, () => string>> = {
  'personal-data-of-others': m.cases_advice_personal_data_of_others,
  insult: m.cases_advice_insult,
  'no-facts': m.cases_advice_no_facts,
  'not-about-a-clinic': m.cases_advice_not_about_a_clinic,
  'duplicate-by-author': m.cases_advice_duplicate_by_author,
  advertising: m.cases_advice_advertising,
  'medical-advice-sought': m.cases_advice_medical_advice_sought,
  'court-or-police': m.cases_advice_court_or_police,
  'photo-unfit': m.cases_advice_photo_unfit,
};
/** The one thing that an author can do after a refusal. */
export const adviceWords = (code: string): string => (advice[code] ?? m.cases_advice_other)();

export const outcomeWords: Readonly<Record<string, () => string>> = {
  'change-made': m.cases_outcome_change_made,
  'change-planned': m.cases_outcome_change_planned,
  'no-change': m.cases_outcome_no_change,
};

export const verdictWords: Readonly<Record<string, () => string>> = {
  confirmed: m.cases_verdict_confirmed,
  partly: m.cases_verdict_partly,
  disputed: m.cases_verdict_disputed,
};
