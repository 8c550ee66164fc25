import { AppError, defineCommand, grantsOf, principalOf } from '@otklik/kernel';
import { importBodies as input } from '../schema-lifecycle.ts';
import { putBody } from '../store/bodies.ts';

/** Brings the region's list of bodies in: whom cases may be sent to. A row known by its code is replaced. */
export const importBodies = defineCommand({
  name: 'cases.import-bodies',
  input,
  policy({ actor }) {
    const administers = grantsOf(actor).some(
      (grant) => grant.role === 'administrator' && grant.reach.kind === 'region',
    );
    if (actor.kind !== 'system' && !administers) throw new AppError('forbidden');
  },
  async handle({ tx, actor, input: { bodies } }) {
    for (const body of bodies) await putBody(tx, body, { by: principalOf(actor), note: null });
    return { rows: bodies.length };
  },
  audit: ({ output }) => ({ object: 'receiving-bodies', after: String(output.rows) }),
});
