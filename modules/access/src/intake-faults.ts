/** What can be wrong with a publication that is asked for, with a bundle, and with what is told beside slots. */
export const INTAKE_FAULTS = [
  // Of the way there.
  'no-answer',
  'refused-address',
  'redirect-elsewhere',
  'too-large',
  'too-slow',
  'cut-short',
  'not-a-publication',
  'old-data',
  // Of lines and rows.
  'unreadable-line',
  'unknown-schedule',
  'unknown-zone',
  'wrong-offset',
  'coarse-window',
  'repeated-extension',
  'held-back',
  'made-anew',
  // Of appointments, lists, tries.
  'unknown-outcome',
  'day-missing',
  'too-late',
  'stamps-out-of-order',
  'booked-after-visit',
  'wrong-number',
] as const;

/** After these what was told is taken all the same. */
export const INTAKE_FLAGS = [
  'old-data',
  'wrong-offset',
  'coarse-window',
  'repeated-extension',
  'held-back',
  'made-anew',
  'stamps-out-of-order',
  'booked-after-visit',
] as const;
