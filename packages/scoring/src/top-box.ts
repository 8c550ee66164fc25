import type { ScoringMethod } from './method.ts';
import { countAt, inputObject, isObject, listAt, objectAt } from './read.ts';
import { ScoringError } from './method.ts';
import { mean, wilson } from './statistics.ts';

/** Share of the best answers of each item, and the mean of those shares: items count alike, not answers. */
export const topBox: ScoringMethod = {
  name: 'top-box',
  version: '1',
  score(input) {
    const given = inputObject(input);
    const top = new Set(listAt(given, 'topAnswers').map(String));
    const items = Object.entries(objectAt(given, 'items')).map(([name, answers]) => {
      if (!isObject(answers)) throw new ScoringError('input-invalid', name);
      const counts = Object.keys(answers).map((answer) => ({
        answer,
        count: countAt(answers, answer),
      }));
      const n = counts.reduce((sum, { count }) => sum + count, 0);
      const best = counts.reduce(
        (sum, { answer, count }) => sum + (top.has(answer) ? count : 0),
        0,
      );
      return { name, n, ...wilson(best, n) };
    });
    const shares = items.map(({ share }) => share).filter((share) => share !== null);
    return {
      items: Object.fromEntries(items.map(({ name, ...item }) => [name, item])),
      composite: mean(shares),
      excluded: items.filter(({ share }) => share === null).map(({ name }) => name),
    };
  },
};
