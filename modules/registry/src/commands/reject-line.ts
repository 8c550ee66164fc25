import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { insertFaults, moveCursor, runById } from '../intake/store.ts';

const input = z.strictObject({
  runId: z.uuid(),
  from: z.int().min(0),
  line: z.int().min(0),
  code: z.string().max(60),
});

/** Passes over the one row of an import that a constraint of the database refuses, and tells its line. */
export const rejectLine = defineCommand({
  name: 'registry.reject-line',
  input,
  async policy({ tx, actor, input: { runId, from } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    const run = await runById(tx, runId, true);
    if (run.finished_at || run.done_count !== from) throw new AppError('already-done');
  },
  async handle({ tx, input: { runId, from, line, code } }) {
    const fault = { line, kind: 'rejected', object_code: null, path: '', code } as const;
    await insertFaults(tx, runId, from, [fault]);
    await moveCursor(tx, runId, {
      done: 1,
      added: 0,
      changed: 0,
      unchanged: 0,
      rejected: 1,
      kept: 0,
    });
    return { line };
  },
  audit: ({ input: { runId, line, code } }) => ({
    object: `import:${runId}`,
    after: `${line} ${code}`,
  }),
});
