import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { administratorGrants, isRegionWide } from '../records/access.ts';
import { changeRecord, mayCreate, recordFor, refuseStale } from '../records/change.ts';
import { proveForGrave } from '../records/proof.ts';
import { saveRecordInput } from '../records/schema.ts';
import { SPECS } from '../records/specs.ts';
import { judgeTyped } from '../records/typed.ts';

/** Makes or changes a row of the registry, now or from a day to come. */
export const saveRecord = defineCommand({
  name: 'registry.save-record',
  input: saveRecordInput,
  limits: [{ per: 'principal', count_max: 3000, window_s: 3600 }],
  async policy({ tx, actor, input: { kind, id } }: Context<z.output<typeof saveRecordInput>>) {
    const grants = administratorGrants(actor);
    proveForGrave(actor, kind, tx.now);
    if (id !== undefined) return { grants, record: await recordFor(tx, grants, kind, id) };
    if (!mayCreate(grants, kind)) throw new AppError('forbidden', { reason: 'by-file-only' });
    return { grants, record: null };
  },
  async handle({ tx, actor, subject: { grants, record }, input }) {
    const { kind, values: typed, version, validFrom: on, note } = input;
    if (record) await refuseStale(tx, kind, record.id, version);
    const wide = isRegionWide(grants);
    const values = judgeTyped(SPECS[kind], typed, record?.values ?? null, wide);
    return changeRecord(tx, { kind, record, values, actor, grants, source: 'desk', on, note });
  },
  audit: ({ input, output }) => ({
    object: `${input.kind}:${output.id}`,
    after: `${output.outcome} ${output.fields.join(' ')}`.trim(),
  }),
});
