import { PLAN_DAYS_MAX, type StageTerm, type Terms } from './clocks.ts';
import type { Stage } from './states.ts';

export { workingHours } from './working-hours.ts';

/** Where the house's own terms come from, as a derivation names it. */
const rule = 'case-engine/1';

/** Terms of stages that a subject of cases need not set. See docs/explanation/clocks.md. */
const HOUSE_TERMS = {
  danger: { amount: 2, unit: 'hours', schedule: 'round-the-clock', rule },
  fix: { amount: 10, unit: 'calendar-days', roll: 'next', rule },
  appeal: { amount: 3, unit: 'working-days', rule },
  proposal: { amount: 1, unit: 'working-days', rule },
  'author-answer': { amount: 10, unit: 'calendar-days', roll: 'next', rule },
  planned: { amount: PLAN_DAYS_MAX, unit: 'calendar-days', roll: 'none', rule },
} as const satisfies Partial<Record<Stage, StageTerm>>;

/** Stages whose term a subject of cases must set itself. */
export const OWN_STAGES = [
  'moderation',
  'reply',
  'reply-moderation',
  'verdict',
  'control',
] as const;

/** A stage's term as the case has it, or the house's own. */
export const termOf = (terms: Terms, stage: Stage): StageTerm =>
  terms[stage] ?? HOUSE_TERMS[stage as keyof typeof HOUSE_TERMS];

/** Every stage's term. */
export const wholeTerms = (terms: Terms): Readonly<Record<Stage, StageTerm>> => ({
  ...HOUSE_TERMS,
  ...terms,
});
