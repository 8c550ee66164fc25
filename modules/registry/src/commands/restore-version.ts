import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { administratorGrants, isRegionWide } from '../records/access.ts';
import { changeRecord, recordFor, refuseStale } from '../records/change.ts';
import { proveForGrave } from '../records/proof.ts';
import { restoreVersionInput } from '../records/schema.ts';
import type { Values } from '../records/spec.ts';
import { SPECS } from '../records/specs.ts';
import { judgeTyped, typedOf } from '../records/typed.ts';
import { versionsOf } from '../records/versions.ts';

/** Undo: brings the content of an earlier version back as a new one. */
export const restoreVersion = defineCommand({
  name: 'registry.restore-version',
  input: restoreVersionInput,
  async policy({ tx, actor, input }: Context<z.output<typeof restoreVersionInput>>) {
    const grants = administratorGrants(actor);
    proveForGrave(actor, input.kind, tx.now);
    const record = await recordFor(tx, grants, input.kind, input.id);
    const versions = await versionsOf(tx, input.kind, input.id);
    const earlier = versions.find((row) => row.version === input.restore);
    if (!earlier?.content) throw new AppError('not-found', { kind: 'version' });
    return { grants, record, content: earlier.content as Values, held: earlier.held };
  },
  async handle({ tx, actor, subject: { grants, record, content, held }, input }) {
    const { kind, version, note } = input;
    await refuseStale(tx, kind, record.id, version);
    const typed = Object.fromEntries(
      Object.entries(content).map(([field, value]) => [field, typedOf(value)]),
    );
    const values = judgeTyped(SPECS[kind], typed, record.values, isRegionWide(grants));
    const source = 'restore';
    return changeRecord(tx, { kind, record, values, actor, grants, source, note, held });
  },
  audit: ({ input }) => ({
    object: `${input.kind}:${input.id}`,
    after: `as in version ${input.restore}`,
  }),
});
