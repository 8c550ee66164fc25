import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { todayOf } from '../region-time.ts';
import { plannedInput } from '../records/schema.ts';
import type { Value } from '../records/spec.ts';
import { SPECS } from '../records/specs.ts';
import { judgeValues } from '../records/typed.ts';
import { recordVersions, settlePlanned, versionsOf } from '../records/versions.ts';

/**
 * Carries out a change whose day has come: only the fields it was about, over what stands by now, so that
 * later edits of other fields stay.
 */
export const carryOutPlanned = defineCommand({
  name: 'registry.carry-out-planned',
  input: plannedInput,
  async policy({ tx, actor, input }: Context<z.output<typeof plannedInput>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    const { kind, id, version } = input;
    const [record] = await SPECS[kind].load(tx, [id]);
    const planned = (await versionsOf(tx, kind, id)).find((row) => row.version === version);
    if (!record || planned?.state !== 'planned') throw new AppError('already-done');
    return { record, planned };
  },
  async handle({ tx, subject: { record, planned }, input: { kind, id, version } }) {
    const today = await todayOf(tx);
    if (planned.valid_from > today) throw new AppError('window-over', { reason: 'not-due-yet' });
    await settlePlanned(tx, kind, id, version, 'carried-out');
    const changed = Object.fromEntries(
      Object.entries(planned.changes).map(([field, [, value]]) => [field, value as Value]),
    );
    const values = judgeValues(SPECS[kind], { ...record.values, ...changed });
    await SPECS[kind].write(tx, id, values);
    await recordVersions(tx, kind, [{ id, before: record.values, after: values }], {
      source: 'planned',
      actor: planned.actor,
      note: planned.note,
      on: planned.valid_from,
    });
    return { id };
  },
  audit: ({ input }) => ({
    object: `${input.kind}:${input.id}`,
    after: `planned version ${input.version} carried out`,
  }),
});
