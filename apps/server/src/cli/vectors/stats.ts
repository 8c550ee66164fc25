import { checkVector, readVectorFile } from '@otklik/stats';
import type { VectorRunner } from './runner.ts';

/** Distributions, intervals, shrinkage, ranks, funnels, charts and words: format `golden-vector/1`. */
export const statsRunner: VectorRunner = {
  async cases(json) {
    const file = readVectorFile(json);
    return file.cases.map((vector) => ({
      id: vector.id,
      run() {
        const { ok, expected, got } = checkVector(file, vector);
        return ok ? { result: 'ok' } : { result: 'fail', expected, got };
      },
    }));
  },
};
