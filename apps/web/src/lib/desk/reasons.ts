import type {
  FIX_REASONS as fix_list,
  PROPOSAL_REASONS as proposal_list,
  OURS_REASONS as ours_list,
  REDIRECT_REASONS as redirect_list,
  EXTENSION_REASONS as extension_list,
  DELAY_REASONS as delay_list,
  FALSE_ALARM_REASONS as false_alarm_list,
  DANGER_DEEDS as danger_list,
  REJECTION_REASONS as rejection,
  RETURN_REASONS as back,
  NOTE_REASONS as note_list,
} from '@otklik/cases';

// The pages take no values from the engine, so its lists stand here again; the types say when they part.
type Exactly<List extends readonly string[]> = readonly [...List];

export const REJECTION_REASONS: Exactly<typeof rejection> = [
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
];

export const RETURN_REASONS: Exactly<typeof back> = [
  'question-not-answered',
  'personal-or-medical-data',
  'blames-the-patient',
  'promise-without-date',
  'boilerplate-only',
  'photo-from-elsewhere',
  'contradicts-evidence',
  'other',
];

export const FIX_REASONS: Exactly<typeof fix_list> = [
  'personal-data-of-others',
  'insult',
  'no-facts',
  'photo-unfit',
  'wrong-topic',
  'unclear',
  'other',
];

export const PROPOSAL_REASONS: Exactly<typeof proposal_list> = [
  'question-already-answered',
  'not-the-patients-task',
  'personal-or-medical-data',
  'promise-vague',
  'date-too-late',
  'no-good-reason',
  'other',
];

export const OURS_REASONS: Exactly<typeof ours_list> = [
  'within-duties',
  'no-better-body',
  'part-of-it-is-yours',
  'other',
];

export const REDIRECT_REASONS: Exactly<typeof redirect_list> = [
  'not-our-competence',
  'other-clinic',
  'law-names-another',
  'other',
];

export const EXTENSION_REASONS: Exactly<typeof extension_list> = [
  'supplier',
  'works-under-way',
  'money-not-yet',
  'waiting-for-other-body',
  'other',
];

export const DELAY_REASONS: Exactly<typeof delay_list> = [
  'facts-being-checked',
  'staff-absent',
  'waiting-for-other-body',
  'works-under-way',
  'overlooked',
];

export const FALSE_ALARM_REASONS: Exactly<typeof false_alarm_list> = [
  'misread',
  'danger-has-passed',
  'by-mistake',
  'other',
];

export const DANGER_DEEDS: Exactly<typeof danger_list> = [
  'emergency-called',
  'duty-contact-acts',
  'person-reached-and-safe',
  'other',
];

export const NOTE_REASONS: Exactly<typeof note_list> = [
  'personal-data-of-others',
  'insult',
  'no-facts',
  'not-about-a-clinic',
  'advertising',
  'medical-advice-sought',
  'court-or-police',
  'other',
];
