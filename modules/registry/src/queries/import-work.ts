import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { mosPlaces } from '../intake/read-file.ts';
import { runTarget } from '../intake/schema.ts';
import { runById } from '../intake/store.ts';

/** What the job needs to go on with an import: the run and the names of the region's places. */
export const importWork = defineQuery({
  name: 'registry.import-work',
  input: runTarget,
  policy: ({ tx, actor, input: { runId } }: Context<z.output<typeof runTarget>>) => {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return runById(tx, runId);
  },
  handle: async ({ tx, subject: run }) => ({ run, places: await mosPlaces(tx) }),
});
