/** Why a plan goes back to the clinic: the reasons of an answer, which its verb checks. */
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
