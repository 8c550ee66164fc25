import { json } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { Step } from '../model/states.ts';
import type { ExportedFile } from '../schema.ts';
import { regionIn } from './tables.ts';

export interface StepDone {
  readonly step: Step;
  readonly counts: Readonly<Record<string, number>>;
  /** Null while a long step goes on. */
  readonly doneOn: string | null;
}

/** What was done of a closing, or is being done. */
export const stepsOf = (tx: Tx, pilotId: string): Promise<StepDone[]> =>
  tx.db
    .selectFrom('pilot_closings')
    .select(['step', 'counts', 'done_on as doneOn'])
    .where('region_id', '=', regionIn(tx))
    .where('pilot_id', '=', pilotId)
    .execute();

const added = (
  before: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
): Record<string, number> =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(more)])].map((key) => [
      key,
      (before[key] ?? 0) + (more[key] ?? 0),
    ]),
  );

/** Writes what a step did; the counts of a long one add up over its batches. */
export async function countStep(
  tx: Tx,
  pilot_id: string,
  { step, counts, isDone }: { step: Step; counts: Record<string, number>; isDone: boolean },
): Promise<void> {
  const before = (await stepsOf(tx, pilot_id)).find((one) => one.step === step);
  const row = {
    counts: json(added(before?.counts ?? {}, counts)),
    done_on: isDone ? await todayOf(tx) : null,
  };
  await tx.db
    .insertInto('pilot_closings')
    .values({ region_id: regionIn(tx), pilot_id, step, ...row })
    .onConflict((conflict) => conflict.columns(['region_id', 'pilot_id', 'step']).doUpdateSet(row))
    .execute();
}

/** The files of an export, by name. */
export const filesOf = (tx: Tx, pilotId: string): Promise<ExportedFile[]> =>
  tx.db
    .selectFrom('pilot_files')
    .select(['name', 'part', 'rows', 'bytes', 'sha256'])
    .where('region_id', '=', regionIn(tx))
    .where('pilot_id', '=', pilotId)
    .orderBy('name')
    .execute();

/** Puts the files of an export down; one that was begun before is forgotten. */
export async function putFiles(
  tx: Tx,
  pilot_id: string,
  files: readonly ExportedFile[],
): Promise<void> {
  const region_id = regionIn(tx);
  await tx.db
    .deleteFrom('pilot_files')
    .where('region_id', '=', region_id)
    .where('pilot_id', '=', pilot_id)
    .execute();
  if (files.length > 0)
    await tx.db
      .insertInto('pilot_files')
      .values(files.map((file) => ({ region_id, pilot_id, ...file })))
      .execute();
}
