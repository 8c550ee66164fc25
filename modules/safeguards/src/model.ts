/** On which page the author was asked. */
export const OCCASIONS = ['verdict', 'withdrawal', 'other'] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** What a controller made of a report: it is so, nothing was found, or it went on to whom it concerns. */
export const OUTCOMES = ['confirmed', 'not-confirmed', 'passed-on'] as const;
export type Outcome = (typeof OUTCOMES)[number];
