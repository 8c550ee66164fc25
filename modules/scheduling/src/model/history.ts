import { csvText, type CsvCell } from '@otklik/kernel';
import { ByteWriter, ParquetWriter, type BasicType } from 'hyparquet-writer';
import type { DaySample } from '../store/days.ts';

/**
 * By which rules the samples were taken: decision 0100 and the rules of packages/waits. Whoever changes what a
 * day's wait means writes another number here.
 */
export const METHOD = 'otklik-waits-1';
const HORIZON_days = 90;

type Cell = string | number | boolean | null;
interface Column {
  readonly name: string;
  readonly type: Extract<BasicType, 'STRING' | 'INT32' | 'BOOLEAN'>;
  readonly of: (row: DaySample) => Cell;
}

/** A wait is days, or more than the horizon, or not known: three things, and a blank is none of the last two. */
const stateOf = (row: DaySample, days: number | null): string =>
  row.known ? (days === null ? `over-${HORIZON_days}` : 'days') : 'unknown';

export const HISTORY_COLUMNS: readonly Column[] = [
  { name: 'day', type: 'STRING', of: ({ day }) => day },
  { name: 'clinic', type: 'STRING', of: ({ clinic }) => clinic },
  { name: 'specialty', type: 'STRING', of: ({ specialty }) => specialty },
  { name: 'kind', type: 'STRING', of: ({ kind }) => kind },
  { name: 'mode', type: 'STRING', of: ({ mode }) => mode },
  { name: 'k1_state', type: 'STRING', of: (row) => stateOf(row, row.k1_days) },
  { name: 'k1_days', type: 'INT32', of: (row) => (row.known ? row.k1_days : null) },
  { name: 'k3_state', type: 'STRING', of: (row) => stateOf(row, row.k3_days) },
  { name: 'k3_days', type: 'INT32', of: (row) => (row.known ? row.k3_days : null) },
  { name: 'places_7d', type: 'INT32', of: (row) => (row.known ? row.places_7d : null) },
  { name: 'load_permille', type: 'INT32', of: (row) => (row.known ? row.load_permille : null) },
  { name: 'clinics_all', type: 'INT32', of: ({ clinics_all }) => clinics_all },
  { name: 'clinics_known', type: 'INT32', of: ({ clinics_known }) => clinics_known },
  { name: 'simulated', type: 'BOOLEAN', of: ({ simulated }) => simulated },
  { name: 'method', type: 'STRING', of: () => METHOD },
];

type Pages = AsyncIterable<readonly DaySample[]>;

/** The rows as CSV, page by page: what the house's one writer of CSV makes of them. */
export async function* csvPages(pages: Pages): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const head = HISTORY_COLUMNS.map(({ name }) => name);
  const start = csvText(head, []);
  yield encoder.encode(start);
  for await (const rows of pages)
    if (rows.length > 0)
      yield encoder.encode(
        csvText(
          head,
          rows.map((row) => HISTORY_COLUMNS.map(({ of }) => of(row) as CsvCell)),
        ).slice(start.length),
      );
}

const TYPES = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  INT32: { type: 'INT32' },
  BOOLEAN: { type: 'BOOLEAN' },
} as const;

/** The same rows as Parquet, a group of rows a page; what was given out is forgotten but for its place in the file. */
export async function* parquetPages(
  pages: Pages,
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array> {
  const sink = new ByteWriter();
  const writer = new ParquetWriter({
    writer: sink,
    schema: [
      { name: 'root', num_children: HISTORY_COLUMNS.length },
      ...HISTORY_COLUMNS.map(({ name, type }) => ({
        name,
        ...TYPES[type],
        repetition_type: 'OPTIONAL' as const,
      })),
    ],
    kvMetadata: Object.entries({ method: METHOD, ...about }).map(([key, value]) => ({
      key,
      value,
    })),
  });
  const taken = (): Uint8Array => {
    const bytes = sink.getBytes().slice();
    // The writer counts on: only what it holds begins anew.
    sink.index = 0;
    return bytes;
  };
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    await writer.write({
      columnData: HISTORY_COLUMNS.map(({ name, of }) => ({ name, data: rows.map(of) })),
      rowGroupSize: rows.length,
    });
    yield taken();
  }
  await writer.finish();
  yield taken();
}
