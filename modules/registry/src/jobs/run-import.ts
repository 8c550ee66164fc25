import {
  AppError,
  isAppError,
  runCommand,
  runQuery,
  type Actor,
  type App,
  type Job,
} from '@otklik/kernel';
import { endImport } from '../commands/end-import.ts';
import { importBatch } from '../commands/import-batch.ts';
import { rejectLine } from '../commands/reject-line.ts';
import { BATCH_rows, type Delimiter, type Encoding, type TableKind } from '../intake/formats.ts';
import type { IntakeLine } from '../intake/lines.ts';
import { readFileRows } from '../intake/read-file.ts';
import { importWork } from '../queries/import-work.ts';

interface Work {
  readonly app: App;
  readonly actor: Actor;
  readonly runId: string;
}

/**
 * Goes through a file from where its cursor stands. Stopped anywhere it goes on there: a batch and its
 * cursor are one transaction. A run that has ended is left alone.
 * @throws AppError unavailable when it was told to stop between two batches; the job is tried again
 */
export async function runImport(work: Work, signal?: AbortSignal): Promise<void> {
  const { app, actor, runId } = work;
  const { run, places } = await runQuery(app, actor, importWork, { runId });
  if (run.finished_at) return;
  const stored = await app.ports.objects.get(run.file_key);
  if (!stored) return fail(work, 'file-gone');
  const shape = {
    kind: run.kind as TableKind,
    format: run.format,
    encoding: run.encoding as Encoding,
    delimiter: (run.delimiter as Delimiter | null) ?? undefined,
  };
  const { lines } = readFileRows(stored.bytes, shape, places);
  for (let from = run.done_count; from < lines.length; from += BATCH_rows) {
    if (signal?.aborted) throw new AppError('unavailable', { reason: 'stopping' });
    await takeRows(work, from, lines.slice(from, from + BATCH_rows));
  }
  await runCommand(app, actor, endImport, { runId });
  await app.ports.objects.delete(run.file_key);
}

async function fail({ app, actor, runId }: Work, errorCode: string): Promise<void> {
  await runCommand(app, actor, endImport, { runId, errorCode });
}

/** A batch that a constraint refuses is halved until the refused row stands alone. */
async function takeRows(work: Work, from: number, rows: readonly IntakeLine[]): Promise<void> {
  const { app, actor, runId } = work;
  const payload = JSON.stringify({ rows });
  try {
    await runCommand(app, actor, importBatch, { runId, from, payload });
  } catch (error) {
    if (!isAppError(error) || error.status >= 500 || error.code === 'already-done') throw error;
    if (rows.length === 1) {
      const { line } = rows[0]!;
      await runCommand(app, actor, rejectLine, { runId, from, line, code: error.code });
      return;
    }
    const half = Math.ceil(rows.length / 2);
    await takeRows(work, from, rows.slice(0, half));
    await takeRows(work, from + half, rows.slice(half));
  }
}

/** Started by `registry.start-import`. */
export const runImportJob: Job = {
  name: 'registry.run-import',
  run: ({ app, payload, signal }) => {
    const actor: Actor = { kind: 'system', region: String(payload['region']), name: 'import' };
    return runImport({ app, actor, runId: String(payload['runId']) }, signal);
  },
};
