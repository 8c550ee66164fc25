import type { Mode } from '@otklik/survey-answers';

/**
 * Ways of asking that may be counted together: one sample, one form, read at one's own screen after a letter. A text
 * message and a messenger reach other people and are answered on the move; paper is entered by others, a tablet and a
 * poster are answered by whoever stands there. Each of these is shown by itself, and no score, rank or public figure
 * of those who were invited by letter takes them in.
 */
export const GROUPS = ['invited', 'sms', 'messenger', 'paper', 'tablet', 'poster'] as const;
export type Group = (typeof GROUPS)[number];

export const groupOf = (mode: Mode): Group =>
  mode === 'mail' || mode === 'cabinet' ? 'invited' : mode;

export const INVITED = ['mail', 'cabinet'] as const satisfies readonly Mode[];
