import type { Calendar } from '@otklik/working-time';
import { startClock, type Derivation, type StageTerm, type Terms } from './model/clocks.ts';
import { STAGES, type Stage } from './model/moves.ts';
import { wholeTerms } from './model/terms.ts';

/** What a stage's clock would say if it started at that moment. */
export interface PreviewedClock {
  readonly stage: Stage;
  readonly term: StageTerm;
  /** The subject sets no term of its own: the house's is shown. */
  readonly isHouseTerm: boolean;
  readonly dueAt: Date | null;
  readonly dueDate: string | null;
  readonly derivation: Derivation;
}

/** Every stage of a chain, each as if it started at the given moment: what an editor of terms looks at. */
export function previewClocks(
  terms: Terms,
  at: Date,
  facts: { readonly calendar: Calendar; readonly zone: string },
): PreviewedClock[] {
  const whole = wholeTerms(terms);
  return STAGES.map((stage) => {
    const term = whole[stage];
    const { dueAt, dueDate, derivation } = startClock(stage, 1, term, at, facts);
    return { stage, term, isHouseTerm: !terms[stage], dueAt, dueDate, derivation };
  });
}
