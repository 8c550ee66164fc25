/** The lists of reasons to choose from. Each code has its words in the area `cases` of the messages. */

/** Why a message is refused: each has words for the author and one thing to do. Section 4. */
export const REJECTION_REASONS = [
  'personal-data-of-others',
  'insult',
  'no-facts',
  'not-about-a-clinic',
  'duplicate-by-author',
  'advertising',
  'medical-advice-sought',
  'court-or-police',
  'photo-unfit',
  'other',
] as const;

/** Why a message goes back to its author to be mended: what can be. */
export const FIX_REASONS = [
  'personal-data-of-others',
  'insult',
  'no-facts',
  'photo-unfit',
  'wrong-topic',
  'unclear',
  'other',
] as const;

/** Why an answer goes back to the clinic. Section 4. */
export const RETURN_REASONS = [
  'question-not-answered',
  'personal-or-medical-data',
  'blames-the-patient',
  'promise-without-date',
  'boilerplate-only',
  'photo-from-elsewhere',
  'contradicts-evidence',
  'other',
] as const;

/** Why a proposal of a clinic (a question, a promise with a date, a later date) is not let through. */
export const PROPOSAL_REASONS = [
  'question-already-answered',
  'not-the-patients-task',
  'personal-or-medical-data',
  'promise-vague',
  'date-too-late',
  'no-good-reason',
  'other',
] as const;

/** Why a coordinator leaves a case where it is. */
export const OURS_REASONS = [
  'within-duties',
  'no-better-body',
  'part-of-it-is-yours',
  'other',
] as const;

/** Why a case goes to somebody else. */
export const REDIRECT_REASONS = [
  'not-our-competence',
  'other-clinic',
  'law-names-another',
  'other',
] as const;

/** Why a promised date is moved. */
export const EXTENSION_REASONS = [
  'supplier',
  'works-under-way',
  'money-not-yet',
  'waiting-for-other-body',
  'other',
] as const;

/** Why an answer is late, in the clinic's own words of a list: everybody sees it beside the delay. */
export const DELAY_REASONS = [
  'facts-being-checked',
  'staff-absent',
  'waiting-for-other-body',
  'works-under-way',
  'overlooked',
] as const;

/** What a controller may find. */
export const CONTROL_FINDINGS = ['dispute-upheld', 'dispute-not-supported'] as const;

/** Why an alarm was none. */
export const FALSE_ALARM_REASONS = ['misread', 'danger-has-passed', 'by-mistake', 'other'] as const;

/** What was done about a danger. */
export const DANGER_DEEDS = [
  'emergency-called',
  'duty-contact-acts',
  'person-reached-and-safe',
  'other',
] as const;
