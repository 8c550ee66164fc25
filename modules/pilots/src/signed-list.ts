import type { ExportedFile } from './schema.ts';
import type { StepDone } from './store/closings.ts';
import { STEPS } from './model/states.ts';

interface OfPilot {
  readonly region_id: string;
  readonly code: string;
  readonly name_ru: string;
  readonly from_day: string;
  readonly to_day: string;
  readonly sectors: readonly string[];
  readonly closed_on: string | null;
}

/** What was exported and what was erased, as it is signed. */
export const signedList = (
  pilot: OfPilot,
  files: readonly ExportedFile[],
  steps: readonly StepDone[],
) => ({
  format: 'otklik-pilot-export/1',
  region: pilot.region_id,
  pilot: {
    code: pilot.code,
    name: pilot.name_ru,
    from: pilot.from_day,
    to: pilot.to_day,
    sectors: pilot.sectors,
    closed_on: pilot.closed_on,
  },
  files,
  steps: [...steps]
    .sort((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step))
    .map(({ step, counts, doneOn }) => ({ step, counts, done_on: doneOn })),
});
