import { canonicalJson, regionOf, type Tx } from '@otklik/kernel';
import { AppError } from '@otklik/kernel';
import type { ReadFile, RejectedRow } from '../rows/read.ts';
import type { PutResult } from '../store/put-rows.ts';
import type { KeptField } from './held.ts';

/** What an import did: the rows of the file, each in exactly one of the last four. */
export interface ImportReport {
  readonly total_count: number;
  readonly added_count: number;
  readonly changed_count: number;
  readonly unchanged_count: number;
  readonly rejected: readonly RejectedRow[];
  /** Fields that an edit at the desk kept from being changed; they count in none of the above. */
  readonly kept: readonly RejectedRow[];
}

export function reportOf(
  file: ReadFile<unknown>,
  result: Pick<PutResult<object>, 'added' | 'changed' | 'unchanged_count'>,
  kept: readonly KeptField[] = [],
): ImportReport {
  return {
    total_count: file.total,
    added_count: result.added.length,
    changed_count: result.changed.length,
    unchanged_count: result.unchanged_count,
    rejected: [...file.rejected].sort((a, b) => a.index - b.index),
    kept: kept.map(({ index, path }) => ({
      index: file.rows[index]?.index ?? index,
      line: file.rows[index]?.line ?? null,
      id: null,
      path,
      code: 'kept-desk-edit',
    })),
  };
}

/** The region whose tables the import writes. */
export function regionFor(
  tx: Tx,
  file: { readonly file: Readonly<Record<string, unknown>> },
): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'scope' });
  const said = file.file['region'];
  if (typeof said === 'string' && said !== region)
    throw new AppError('invalid-input', { reason: 'other-region' });
  return region;
}

/** Drops a row's word order, so that equal facts are equal. */
export const sameFacts = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
