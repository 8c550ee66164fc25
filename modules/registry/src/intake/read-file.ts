import { AppError, type Tx } from '@otklik/kernel';
import { decodeFile } from './decode.ts';
import { delimiterOf, readCsv } from './csv.ts';
import type { Delimiter, Encoding, ImportFormat, TableKind } from './formats.ts';
import { readJsonLines } from './json-lines.ts';
import type { IntakeLine } from './lines.ts';
import { placeName, readMos, type MosPlaces } from './mos.ts';
import '../store/tables.ts';

export interface FileShape {
  readonly kind: TableKind;
  readonly format: ImportFormat;
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
}

export interface FileRead {
  readonly lines: readonly IntakeLine[];
  readonly encoding: Encoding;
  readonly delimiter: Delimiter | null;
}

/**
 * All rows of a file, judged by its form alone. The same bytes give the same rows in the same order:
 * that is what lets a stopped import go on by its cursor.
 * @throws AppError invalid-input
 */
export function readFileRows(bytes: Uint8Array, shape: FileShape, places: MosPlaces): FileRead {
  const { kind, format, delimiter } = shape;
  const { text, encoding } = decodeFile(bytes, shape.encoding);
  if (text.includes('\0')) throw new AppError('invalid-input', { reason: 'not-text' });
  if (format === 'mos') return { lines: readMos(text, places), encoding, delimiter: null };
  if (format === 'json') return { lines: readJsonLines(kind, text), encoding, delimiter: null };
  const used = delimiter ?? delimiterOf(text);
  return { lines: readCsv(kind, text, used), encoding, delimiter: used };
}

/** The region's okrugs and districts by the names that the open-data portal uses. */
export async function mosPlaces(tx: Tx): Promise<MosPlaces> {
  const rows = await tx.db.selectFrom('districts').select(['id', 'kind', 'name_ru']).execute();
  const of = (kind: 'okrug' | 'district') =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [placeName(row.name_ru), row.id]));
  return { okrugs: of('okrug'), districts: of('district') };
}
