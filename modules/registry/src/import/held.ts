import { canonicalJson, type Tx } from '@otklik/kernel';
import type { RecordKind } from '../records/spec.ts';
import { SPECS } from '../records/specs.ts';
import { headsOf, recordVersions, type NewVersion } from '../records/versions.ts';
import { todayOf } from '../region-time.ts';
import type { PutResult } from '../store/put-rows.ts';

/** A field that a person set at the desk and that the file would have changed. */
export interface KeptField {
  readonly index: number;
  readonly id: string;
  readonly path: string;
}

interface Row {
  readonly id: string;
}

/** Where a field of the desk's form has another name in its table. */
const COLUMN_OF: Readonly<Record<string, string>> = { head: 'head_clinic_id' };

/**
 * An edit at the desk goes before later imports: the fields it set keep their values, and each one the
 * file would have changed is told. Restoring a version from before the
 * edit lets its fields go.
 */
export async function keepHeld<R extends Row>(
  tx: Tx,
  kind: RecordKind,
  rows: readonly R[],
  stored: ReadonlyMap<string, R>,
): Promise<{ rows: R[]; kept: KeptField[] }> {
  const heads = await headsOf(
    tx,
    kind,
    rows.map((row) => row.id),
  );
  const kept: KeptField[] = [];
  const merged = rows.map((row, index) => {
    const held = heads.get(row.id)?.held ?? [];
    const before = stored.get(row.id) as Readonly<Record<string, unknown>> | undefined;
    if (held.length === 0 || !before) return row;
    const copy = { ...row } as Record<string, unknown>;
    for (const path of held) {
      const field = COLUMN_OF[path] ?? path;
      if (!(field in copy) || canonicalJson(copy[field]) === canonicalJson(before[field])) continue;
      copy[field] = before[field];
      kept.push({ index, id: row.id, path });
    }
    return copy as unknown as R;
  });
  return { rows: merged, kept };
}

/** What stood before an import, as histories hold it. */
export async function valuesBefore(
  tx: Tx,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, NewVersion['after']>> {
  const records = await SPECS[kind].load(tx, ids);
  return new Map(records.map((record) => [record.id, record.values]));
}

/** Writes a version for every row that an import added or changed. */
export async function recordImport(
  tx: Tx,
  kind: RecordKind,
  result: Pick<PutResult<Row>, 'added' | 'changed'>,
  before: ReadonlyMap<string, NewVersion['after']>,
  by: string,
): Promise<void> {
  const ids = [...result.added, ...result.changed].map((row) => row.id);
  if (ids.length === 0) return;
  const written = (await SPECS[kind].load(tx, ids)).map((record) => ({
    id: record.id,
    before: before.get(record.id) ?? null,
    after: record.values,
  }));
  await recordVersions(tx, kind, written, {
    source: 'import',
    actor: by,
    on: await todayOf(tx),
  });
}
