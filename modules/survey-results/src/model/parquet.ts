import { parquetWriteBuffer, type BasicType } from 'hyparquet-writer';
import { COLUMNS, type ResultRow } from './rows.ts';

const TYPES = {
  text: 'STRING',
  'yes-no': 'BOOLEAN',
  whole: 'INT32',
  number: 'DOUBLE',
} as const satisfies Record<(typeof COLUMNS)[number][1], BasicType>;

/**
 * The same rows as a Parquet file, packed by Snappy; its metadata says by which methods.
 * @param about what stands in the file's metadata, by key
 */
export function parquetOf(
  rows: readonly ResultRow[],
  about: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: COLUMNS.map(([name, type]) => ({
        name,
        type: TYPES[type],
        nullable: true,
        data: rows.map((row) => row[name]),
      })),
      kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    }),
  );
}
