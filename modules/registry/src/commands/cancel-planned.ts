import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { administratorGrants } from '../records/access.ts';
import { recordFor } from '../records/change.ts';
import { plannedInput } from '../records/schema.ts';
import { settlePlanned } from '../records/versions.ts';

/** Takes back a change whose day has not come. */
export const cancelPlanned = defineCommand({
  name: 'registry.cancel-planned',
  input: plannedInput,
  policy: ({ tx, actor, input: { kind, id } }: Context<z.output<typeof plannedInput>>) =>
    recordFor(tx, administratorGrants(actor), kind, id),
  async handle({ tx, input: { kind, id, version } }) {
    const done = await settlePlanned(tx, kind, id, version, 'cancelled');
    if (!done) throw new AppError('already-done');
    return { id };
  },
  audit: ({ input }) => ({
    object: `${input.kind}:${input.id}`,
    after: `planned version ${input.version} cancelled`,
  }),
});
