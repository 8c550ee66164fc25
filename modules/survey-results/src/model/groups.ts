import type { Mode } from '@otklik/survey-answers';

/**
 * Ways of asking that may be counted together: one sample, one form, filled in alone on one's own device. Paper is
 * entered by others, a tablet and a poster are answered by whoever stands there: each is shown by itself, and no
 * score, rank or public figure of those who were invited takes them in.
 */
export const GROUPS = ['invited', 'paper', 'tablet', 'poster'] as const;
export type Group = (typeof GROUPS)[number];

export const groupOf = (mode: Mode): Group =>
  mode === 'paper' || mode === 'tablet' || mode === 'poster' ? mode : 'invited';

export const INVITED = ['mail', 'cabinet', 'sms', 'messenger'] as const satisfies readonly Mode[];
