import { AppError, defineCommand } from '@otklik/kernel';
import { nextStep } from '../model/states.ts';
import { onlyCloser } from '../policy.ts';
import { recordExport as input } from '../schema.ts';
import { countStep, putFiles, stepsOf } from '../store/closings.ts';
import { lockPilot } from '../store/pilots.ts';

/** The files of the export are written, whole. @throws AppError not-found, move-impossible when it is not their time */
export const recordExport = defineCommand({
  name: 'pilots.record-export',
  input,
  policy: onlyCloser,
  async handle({ tx, input: { code, files } }) {
    const pilot = await lockPilot(tx, code);
    const done = (await stepsOf(tx, pilot.id)).filter(({ doneOn }) => doneOn !== null);
    if (pilot.state !== 'closing' || nextStep(done.map(({ step }) => step)) !== 'export')
      throw new AppError('move-impossible', { reason: 'export-not-due' });
    await putFiles(tx, pilot.id, files);
    const sum = (key: 'rows' | 'bytes'): number => files.reduce((all, file) => all + file[key], 0);
    const counts = { files: files.length, rows: sum('rows'), bytes: sum('bytes') };
    await countStep(tx, pilot.id, { step: 'export', counts, isDone: true });
    return counts;
  },
  audit: ({ input: { code }, output: { files, rows } }) => ({
    object: `pilot:${code}`,
    after: `exported:${files}:${rows}`,
  }),
});
