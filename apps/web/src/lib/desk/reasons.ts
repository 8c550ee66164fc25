import type { REJECTION_REASONS as rejection, RETURN_REASONS as back } from '@otklik/cases';

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
