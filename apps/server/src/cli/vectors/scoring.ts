import { checkScoringVector, readScoringVectors } from '@otklik/scoring';
import type { VectorRunner } from './runner.ts';

/** Scores of survey answers: every number within the file's tolerance, null only where null is expected. */
export const scoringRunner: VectorRunner = {
  async cases(json) {
    const file = readScoringVectors(json);
    return file.cases.map((vector) => ({
      id: String(vector['id']),
      run() {
        const { ok, expected, got } = checkScoringVector(file, vector);
        return ok ? { result: 'ok' } : { result: 'fail', expected, got };
      },
    }));
  },
};
