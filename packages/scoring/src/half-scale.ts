import type { ScoringMethod } from './method.ts';
import { ScoringError } from './method.ts';
import { answerOrNull, inputObject, listAt } from './read.ts';
import { mean } from './statistics.ts';

/**
 * One composite a respondent: the mean of what was answered, if that is at least half of what applies.
 * `na` marks an item that does not apply, null one that was left out.
 */
export const halfScale: ScoringMethod = {
  name: 'half-scale',
  version: '1',
  score(input) {
    const respondents = listAt(inputObject(input), 'respondents');
    const scores = respondents.map((answers) => {
      if (!Array.isArray(answers)) throw new ScoringError('input-invalid', 'respondents');
      const applicable = answers.filter((answer: unknown) => answer !== 'na');
      const answered = applicable
        .map((answer: unknown) => answerOrNull(answer, 'respondents'))
        .filter((answer) => answer !== null);
      return answered.length >= Math.ceil(applicable.length / 2) ? mean(answered) : null;
    });
    const counted = scores.filter((score) => score !== null);
    return { scores, n: counted.length, mean: mean(counted) };
  },
};
