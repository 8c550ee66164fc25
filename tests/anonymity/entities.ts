import { createHash } from 'node:crypto';
import type { Dump, Row } from './dump.ts';

/** One of what is to be joined: the row it begins with and the rows that hang on it by a value or a transaction. */
export interface Entity {
  /** Where the world says it belongs; the attack sees it only to count. */
  readonly truth: string;
  /** Of whom it is known that they are among one another: the batch. */
  readonly cell: string;
  /** Values that few rows have, with what they would be under a digest without a key. */
  readonly tokens: ReadonlySet<string>;
  /** Values by `table.column`. */
  readonly values: ReadonlyMap<string, string>;
}

/** A value on which so many rows hang names nobody. */
const SELECTIVE_ROWS = 8;
const HOPS = 2;
const WORD = /[\w-]{8,}/g;
const isXid = (column: string): boolean => /(?:^|\.)(?:@xm(?:in|ax)|xid)$/.test(column);

/** What a cell may be found by: its transaction, else the longer words in it. */
function linksOf(column: string, value: string): string[] {
  if (isXid(column)) return value === '0' ? [] : [`xid:${value}`];
  if (column.startsWith('@')) return [];
  return value.match(WORD)?.slice(0, 20) ?? [];
}

/** Rows by what they may be found by. */
export class Links {
  readonly #rows = new Map<string, Row[]>();
  constructor(dump: Dump) {
    for (const row of dump)
      for (const link of Links.of(row)) {
        const known = this.#rows.get(link);
        if (known) known.push(row);
        else this.#rows.set(link, [row]);
      }
  }
  static of(row: Row): Set<string> {
    return new Set(Object.entries(row.cells).flatMap(([column, value]) => linksOf(column, value)));
  }
  /** Rows that share a rare value with this one. */
  beside(row: Row): Row[] {
    return [...Links.of(row)].flatMap((link) => {
      const rows = this.#rows.get(link)!;
      return rows.length > SELECTIVE_ROWS ? [] : rows;
    });
  }
  isRare(link: string): boolean {
    return (this.#rows.get(link)?.length ?? 0) <= SELECTIVE_ROWS;
  }
}

const digests = (word: string): string[] => [
  ...['sha256', 'sha1', 'md5'].flatMap((kind) => {
    const digest = createHash(kind).update(word).digest();
    return [digest.toString('hex'), digest.toString('base64url')];
  }),
  `begins:${word.slice(0, 10)}`,
];

/** An entity with everything within two steps of its row. */
export function entityOf(links: Links, row: Row, truth: string, cell: string): Entity {
  const seen = new Set([row]);
  let edge = [row];
  for (let hop = 0; hop < HOPS; hop += 1) {
    edge = edge
      .flatMap((one) => links.beside(one))
      .filter((one) => !seen.has(one) && seen.add(one));
  }
  const own = new Set(Object.keys(row.cells).map((column) => `${row.table}.${column}`));
  const values = new Map<string, string>();
  const words = new Set<string>();
  for (const { table, cells } of seen)
    for (const [column, value] of Object.entries(cells)) {
      const name = `${table}.${column}`;
      const known = values.get(name);
      // Of rows further off the least value; the own row says its own.
      if (known === undefined || (value < known && cells !== row.cells && !own.has(name)))
        values.set(name, value);
      for (const link of linksOf(column, value)) if (links.isRare(link)) words.add(link);
    }
  const tokens = new Set([...words].flatMap((word) => [word, ...digests(word)]));
  return { truth, cell, tokens, values };
}
