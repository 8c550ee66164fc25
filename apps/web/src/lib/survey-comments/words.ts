import { currentLocale, m } from '@otklik/i18n';

const ASPECTS = {
  accessibility: m.survey_comments_aspect_accessibility,
  booking: m.survey_comments_aspect_booking,
  building: m.survey_comments_aspect_building,
  child: m.survey_comments_aspect_child,
  doctor: m.survey_comments_aspect_doctor,
  information: m.survey_comments_aspect_information,
  medicine: m.survey_comments_aspect_medicine,
  respect: m.survey_comments_aspect_respect,
  staff: m.survey_comments_aspect_staff,
  waiting: m.survey_comments_aspect_waiting,
  other: m.survey_comments_aspect_other,
} as const;
export type Aspect = keyof typeof ASPECTS;
export const aspects = Object.keys(ASPECTS) as Aspect[];
export const aspectWords = (aspect: Aspect): string => ASPECTS[aspect]();
export const isAspect = (text: string | null): text is Aspect =>
  text !== null && Object.hasOwn(ASPECTS, text);

export const SIDES = ['praise', 'criticism'] as const;
export type Side = (typeof SIDES)[number];
export const sideWords = (side: Side): string =>
  side === 'praise' ? m.survey_comments_praise() : m.survey_comments_criticism();
export const isSide = (text: string | null): text is Side =>
  text === 'praise' || text === 'criticism';

const MENDING: Readonly<Record<Aspect, () => string>> = {
  accessibility: m.survey_comments_mend_accessibility,
  booking: m.survey_comments_mend_booking,
  building: m.survey_comments_mend_building,
  child: m.survey_comments_mend_child,
  doctor: m.survey_comments_mend_doctor,
  information: m.survey_comments_mend_information,
  medicine: m.survey_comments_mend_medicine,
  respect: m.survey_comments_mend_respect,
  staff: m.survey_comments_mend_staff,
  waiting: m.survey_comments_mend_waiting,
  other: m.survey_comments_mend_other,
};
/** What to begin with where a thing is criticised most. */
export const mendingWords = (aspect: Aspect): string => MENDING[aspect]();

const APPEALS = {
  waiting: m.survey_comments_own_appeal_waiting,
  kept: m.survey_comments_own_appeal_kept,
  granted: m.survey_comments_own_appeal_granted,
} as const;
export const appealWords = (state: keyof typeof APPEALS): string => APPEALS[state]();

const REASONS = {
  insult: m.survey_comments_reason_insult,
  advertising: m.survey_comments_reason_advertising,
  'tells-who-wrote': m.survey_comments_reason_tells_who_wrote,
  'about-somebody-else': m.survey_comments_reason_about_somebody_else,
  'not-about-the-visit': m.survey_comments_reason_not_about_the_visit,
  unreadable: m.survey_comments_reason_unreadable,
} as const;
export type Reason = keyof typeof REASONS;
export const reasonWords = (reason: string): string => REASONS[reason as Reason]?.() ?? reason;
export const reasonOptions = () =>
  (Object.keys(REASONS) as Reason[]).map((value) => ({ value, text: REASONS[value]() }));

const RETURNS = {
  'asks-who': m.survey_comments_return_asks_who,
  'guesses-who': m.survey_comments_return_guesses_who,
  blames: m.survey_comments_return_blames,
  'personal-data': m.survey_comments_return_personal_data,
  'claim-unproven': m.survey_comments_return_claim_unproven,
} as const;
export type Return = keyof typeof RETURNS;
export const returnWords = (reason: string): string => RETURNS[reason as Return]?.() ?? reason;
export const returnOptions = () =>
  (Object.keys(RETURNS) as Return[]).map((value) => ({ value, text: RETURNS[value]() }));

const OUTCOMES = {
  looking: m.survey_comments_reply_looking,
  changed: m.survey_comments_reply_changed,
  cannot: m.survey_comments_reply_cannot,
} as const;
export type Outcome = keyof typeof OUTCOMES;
export const outcomeWords = (outcome: Outcome): string => OUTCOMES[outcome]();
export const outcomeOptions = () =>
  (Object.keys(OUTCOMES) as Outcome[]).map((value) => ({ value, text: OUTCOMES[value]() }));

const REPLY_STATES: Readonly<Record<string, () => string>> = {
  'handed-in': m.survey_comments_reply_state_handed_in,
  'with-controller': m.survey_comments_reply_state_with_controller,
  returned: m.survey_comments_reply_state_returned,
  published: m.survey_comments_reply_state_published,
  hidden: m.survey_comments_reply_state_hidden,
};
export const replyStateWords = (state: string): string => REPLY_STATES[state]?.() ?? state;

const TASKS: Readonly<Record<string, () => string>> = {
  judge: m.survey_comments_desk_task_judge,
  control: m.survey_comments_desk_task_control,
  write: m.survey_comments_desk_task_write,
};
export const taskWords = (task: string): string => TASKS[task]?.() ?? task;

const OWN_STATES: Readonly<Record<string, () => string>> = {
  waiting: m.survey_comments_own_state_waiting,
  published: m.survey_comments_own_state_published,
  refused: m.survey_comments_own_state_refused,
  withdrawn: m.survey_comments_own_state_withdrawn,
};
export const ownStateWords = (state: string): string => OWN_STATES[state]?.() ?? state;

const GRAINS: Readonly<Record<string, () => string>> = {
  day: m.survey_comments_desk_grain_day,
  week: m.survey_comments_desk_grain_week,
  month: m.survey_comments_desk_grain_month,
  quarter: m.survey_comments_desk_grain_quarter,
};
export const grainWords = (grain: string): string => GRAINS[grain]?.() ?? grain;

const DETAILS: Readonly<Record<string, () => string>> = {
  day: m.survey_comments_desk_kind_day,
  time: m.survey_comments_desk_kind_time,
  room: m.survey_comments_desk_kind_room,
  alone: m.survey_comments_desk_kind_alone,
  person: m.survey_comments_desk_kind_person,
};
export const detailWords = (kind: string): string => DETAILS[kind]?.() ?? kind;

/** `2026-05` in words. */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat(currentLocale(), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-15T12:00:00Z`));
