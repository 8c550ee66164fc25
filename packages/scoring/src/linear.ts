import type { ScoringMethod } from './method.ts';
import { ScoringError } from './method.ts';
import { answerOrNull, inputObject, listAt, numberAt } from './read.ts';
import { mean } from './statistics.ts';

/** Answers of one scale as 0 to 100; mirrored where less is better. */
export const linear: ScoringMethod = {
  name: 'linear',
  version: '1',
  score(input) {
    const given = inputObject(input);
    const min = numberAt(given, 'min');
    const max = numberAt(given, 'max');
    if (max <= min) throw new ScoringError('input-invalid', 'max');
    const reversed = given['reversed'] === true;
    const values = listAt(given, 'answers').map((answer) => {
      const x = answerOrNull(answer, 'answers');
      if (x === null) return null;
      if (x < min || x > max) throw new ScoringError('input-invalid', 'answers');
      return (100 * (reversed ? max - x : x - min)) / (max - min);
    });
    const counted = values.filter((value) => value !== null);
    return { values, n: counted.length, mean: mean(counted) };
  },
};
