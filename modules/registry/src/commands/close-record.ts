import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { administratorGrants, isRegionWide } from '../records/access.ts';
import { changeRecord, recordFor, refuseStale } from '../records/change.ts';
import { closeRecordInput } from '../records/schema.ts';
import { SPECS } from '../records/specs.ts';
import { judgeTyped } from '../records/typed.ts';

/** Ends a row of the registry by its last day. Nothing is deleted: what points at it keeps its meaning. */
export const closeRecord = defineCommand({
  name: 'registry.close-record',
  input: closeRecordInput,
  async policy({ tx, actor, input: { kind, id } }: Context<z.output<typeof closeRecordInput>>) {
    const grants = administratorGrants(actor);
    if (!SPECS[kind].closes) throw new AppError('forbidden', { reason: 'never-closed' });
    return { grants, record: await recordFor(tx, grants, kind, id) };
  },
  async handle({ tx, actor, subject: { grants, record }, input: { kind, version, on, note } }) {
    await refuseStale(tx, kind, record.id, version);
    const typed = { valid_to: on };
    const values = judgeTyped(SPECS[kind], typed, record.values, isRegionWide(grants));
    return changeRecord(tx, { kind, record, values, actor, grants, source: 'desk', note });
  },
  audit: ({ input }) => ({ object: `${input.kind}:${input.id}`, after: `ends ${input.on}` }),
});
