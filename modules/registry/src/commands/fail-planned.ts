import { AppError, defineCommand } from '@otklik/kernel';
import { plannedInput } from '../records/schema.ts';
import { settlePlanned } from '../records/versions.ts';

/** Marks a planned change that could not be carried out, so that an administrator sees it in the history. */
export const failPlanned = defineCommand({
  name: 'registry.fail-planned',
  input: plannedInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { kind, id, version } }) {
    return { failed: await settlePlanned(tx, kind, id, version, 'failed') };
  },
  audit: ({ input }) => ({
    object: `${input.kind}:${input.id}`,
    after: `planned version ${input.version} failed`,
  }),
});
