import type { Tx } from '@otklik/kernel';
import { IMPORTERS } from '../commands/import-registry.ts';
import type { TableKind } from './formats.ts';
import type { IntakeLine } from './lines.ts';
import type { Counts, NewFault } from './store.ts';

export interface BatchResult {
  readonly counts: Counts;
  readonly faults: readonly NewFault[];
}

/** Rows of a batch through the importer of their kind; the bad ones by line and code. */
export async function takeBatch(
  tx: Tx,
  kind: TableKind,
  lines: readonly IntakeLine[],
  by: string,
): Promise<BatchResult> {
  const good = lines.filter((line) => 'row' in line);
  const broken = lines.flatMap((line): NewFault[] =>
    'fault' in line
      ? [{ line: line.line, kind: 'rejected', object_code: null, ...line.fault }]
      : [],
  );
  const payload = JSON.stringify({
    [kind]: good.map((line) => line.row),
    lines: good.map((line) => line.line),
  });
  const report = await IMPORTERS[kind](tx, payload, by);
  const told = (rows: typeof report.rejected, what: NewFault['kind']): NewFault[] =>
    rows.map(({ line, id, path, code }) => ({
      line: line ?? 0,
      kind: what,
      object_code: id,
      path: path.slice(0, 200),
      code,
    }));
  const rejected = [...broken, ...told(report.rejected, 'rejected')];
  const kept = told(report.kept, 'kept');
  return {
    counts: {
      done: lines.length,
      added: report.added_count,
      changed: report.changed_count,
      unchanged: report.unchanged_count,
      rejected: rejected.length,
      kept: kept.length,
    },
    faults: [...rejected, ...kept],
  };
}
