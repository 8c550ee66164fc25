import { checkVector, readVectorFile } from '@otklik/waits';
import type { VectorRunner } from './runner.ts';

/** Waits over one list of slots, and numbers over doctors, clinics and days: a list of cases a file. */
export const waitsRunner: VectorRunner = {
  async cases(json) {
    return readVectorFile(json).map((vector) => ({
      id: vector.name,
      run() {
        const { ok, expected, got } = checkVector(vector);
        return ok ? { result: 'ok' } : { result: 'fail', expected, got };
      },
    }));
  },
};
