import { currentLocale, figuresIn, m } from '@otklik/i18n';
import type { PromisesShown } from '@otklik/survey-results';
import { percent } from './words.ts';

type Effect = NonNullable<PromisesShown[number]['effect']>;

const VERDICTS = {
  better: m.survey_results_effect_better,
  worse: m.survey_results_effect_worse,
  unclear: m.survey_results_effect_unclear,
} as const;

/** What followed on a promise: shares before and after, and the difference in points of a hundred. */
export function effectWords({ verdict, before, after, low, high }: Effect): string {
  const points = (value: number): string => {
    const whole = Math.round(value * 100);
    return `${whole > 0 ? '+' : ''}${figuresIn(currentLocale()).number(whole)}`;
  };
  return VERDICTS[verdict]({
    before: percent(before * 100),
    after: percent(after * 100),
    low: points(low),
    high: points(high),
  });
}
