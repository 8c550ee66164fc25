import { appealDue, type AppealFacts } from './appeal.ts';

/**
 * The deadline of an appeal that has passed and of which nobody was told yet, or null. Each is told once:
 * first the registration, later the answer.
 */
export function untoldLateness(facts: AppealFacts, told: Date | null, now: Date): Date | null {
  const due = appealDue(facts);
  if (!due || due >= now) return null;
  return told && told >= due ? null : due;
}
