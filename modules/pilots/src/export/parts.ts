import { createHash } from 'node:crypto';
import { csvText, type CsvCell } from '@otklik/kernel';
import type { ExportedFile } from '../schema.ts';

/** A file is not longer than about this: it is held in memory while it is written. */
export const PART_bytes = 4_000_000;

export interface Part extends ExportedFile {
  readonly content: Buffer;
  readonly contentType: string;
}

type Row = Readonly<Record<string, unknown>>;

const cellOf = (value: unknown): CsvCell => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return JSON.stringify(value);
};

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/**
 * Files of one table as rows come: lines of JSON and the same rows as CSV, a pair for each part of the size. A
 * table without rows has an empty pair, so that nobody wonders whether it was forgotten.
 */
export async function* partsOf(
  name: string,
  part: 'public' | 'full',
  rows: AsyncIterable<Row>,
): AsyncGenerator<Part> {
  let [kept, size, at] = [[] as Row[], 0, 0];
  const pair = (): Part[] => {
    at += 1;
    const called = `${name}.${String(at).padStart(4, '0')}`;
    const head = Object.keys(kept[0] ?? {});
    const lines = kept.map((row) => `${JSON.stringify(row)}\n`).join('');
    const table = csvText(
      head,
      kept.map((row) => head.map((key) => cellOf(row[key]))),
    );
    return [
      { extension: 'jsonl', contentType: 'application/x-ndjson', text: lines },
      { extension: 'csv', contentType: 'text/csv; charset=utf-8', text: table },
    ].map(({ extension, contentType, text }) => {
      const content = Buffer.from(text, 'utf8');
      return {
        name: `${called}.${extension}`,
        part,
        rows: kept.length,
        bytes: content.length,
        sha256: digestOf(content),
        content,
        contentType,
      };
    });
  };
  for await (const row of rows) {
    kept.push(row);
    size += JSON.stringify(row).length;
    if (size < PART_bytes) continue;
    yield* pair();
    [kept, size] = [[], 0];
  }
  if (kept.length > 0 || at === 0) yield* pair();
}
