import { disclose } from '@otklik/survey-answers';

export const STEPS = ['reported', 'eligible', 'sampled', 'sent', 'delivered', 'counted'] as const;
export type Step = (typeof STEPS)[number];

/** What is known of asking at one place; null: hidden to protect people. */
export interface Funnel {
  readonly steps: readonly { readonly step: Step; readonly n: number | null }[];
  readonly losses: readonly { readonly because: string; readonly n: number | null }[];
}

/**
 * From visits to counted answers. Nothing is said of fewer visits than the minimum. A step that lost fewer than the
 * minimum is not told apart from the one before, so nobody is found between two steps; reasons under the minimum
 * are hidden, and with them enough others that they do not follow from the sum.
 */
export function funnelOf(
  counts: Readonly<Record<Step, number>>,
  losses: readonly { readonly because: string; readonly n: number }[],
  min: number,
): Funnel {
  if (counts.reported < min) return { steps: STEPS.map((step) => ({ step, n: null })), losses: [] };
  let before = counts.reported;
  const steps = STEPS.map((step) => {
    const n = counts[step];
    // Counted answers are shown by steps of their own already.
    const isNear = step !== 'reported' && step !== 'counted' && before - n > 0 && before - n < min;
    const shown = (n > 0 && n < min) || isNear ? null : n;
    if (shown !== null) before = shown;
    return { step, n: shown };
  });
  const hidden = disclose(
    losses.map(({ because, n }) => ({ because, n, group: because, within: 'lost' })),
    { survey_results_min: min },
  );
  return { steps, losses: hidden.map(({ because, n }) => ({ because, n })) };
}
