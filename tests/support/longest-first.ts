import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Seconds on one core, roughly: what takes long must not begin when the other core has nothing left. */
const LONG_s: Readonly<Record<string, number>> = {
  'tests/journeys/accessibility.test.ts': 230,
  'tests/journeys/crash.test.ts': 110,
  'tests/journeys/stop.test.ts': 60,
  'tests/journeys/staff.test.ts': 55,
  'tests/journeys/citizen.test.ts': 50,
  'tests/new-module.test.ts': 40,
  'tests/permission-matrix.test.ts': 35,
  'tests/fuzz.test.ts': 30,
};
const OF_JOURNEY_s = 20;

/** All projects as one list, the longest files first; Vitest's own order goes project by project. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const length_s = ({ moduleId, project }: TestSpecification): number =>
      LONG_s[relative(this.ctx.config.root, moduleId)] ??
      (project.name === 'journeys' ? OF_JOURNEY_s : 0);
    const bySize = await super.sort(files);
    return bySize.toSorted((one, other) => length_s(other) - length_s(one));
  }
}
