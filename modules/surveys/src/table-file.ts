import { decodeFile, readTable, type Column } from '@otklik/registry';
import { VISITS_MAX } from './schema.ts';

export const text = (name: string, field: string, required = false): Column => ({
  name,
  field,
  type: 'text',
  required,
});
export const whole = (name: string, field: string): Column => ({
  name,
  field,
  type: 'number',
  required: false,
});
export const flag = (name: string): Column => ({
  name,
  field: name.replaceAll('_', '-'),
  type: 'yes-no',
  required: false,
  otherwise: false,
});

/** Addresses, of one's own and of a parent, as columns. */
export const ADDRESS_COLUMNS: readonly Column[] = [
  text('email', 'email'),
  text('phone', 'phone'),
  text('messenger', 'messenger'),
  text('parent_email', 'parentEmail'),
  text('parent_phone', 'parentPhone'),
  text('parent_messenger', 'parentMessenger'),
  text('prefers', 'prefers'),
];
export const CONSENT_COLUMNS: readonly Column[] = [
  flag('consent'),
  flag('consent_sms'),
  flag('consent_messenger'),
  flag('parent_consent'),
  flag('parent_consent_sms'),
  flag('parent_consent_messenger'),
  flag('representative'),
];

const NAMES = [
  ['email', 'parentEmail'],
  ['phone', 'parentPhone'],
  ['messenger', 'parentMessenger'],
] as const;
const ADDRESSES: readonly string[] = NAMES.flat();

/** A row as the JSON door takes it. A word that is neither yes nor no stays, and is refused by its field. */
export function rowAsJson(
  columns: readonly Column[],
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const flags = columns.filter(({ type }) => type === 'yes-no').map(({ field }) => field!);
  const facts = Object.entries(row).filter(
    ([field, value]) => !flags.includes(field) && !ADDRESSES.includes(field) && value !== null,
  );
  const said = flags.flatMap((name) =>
    row[name] === true
      ? [name]
      : row[name] === false || row[name] === undefined
        ? []
        : [String(row[name])],
  );
  const told = (at: 0 | 1): Record<string, unknown> =>
    Object.fromEntries(
      NAMES.flatMap((pair) => {
        const value = row[pair[at]] ?? null;
        return value === null ? [] : [[pair[0], value]];
      }),
    );
  const parent = told(1);
  return {
    ...Object.fromEntries(facts),
    flags: said,
    contact: told(0),
    ...(Object.keys(parent).length > 0 ? { parent } : {}),
  };
}

/** What one call may bring, well under what the verb takes. */
const CHARACTERS_MAX = 1_500_000;

export interface FileFault {
  readonly line: number;
  readonly code: string;
  /** Names of columns or fields; never what stood there. */
  readonly fields: readonly string[];
}

export interface FileReport<Name extends string> {
  readonly encoding: string;
  readonly rows: number;
  readonly counts: Readonly<Record<Name | 'refused', number>>;
  readonly faults: readonly FileFault[];
}

interface Batch {
  readonly lines: number[];
  readonly rows: string[];
}

function* batchesOf(rows: readonly { readonly line: number; readonly row: string }[]) {
  let batch: Batch = { lines: [], rows: [] };
  let size = 0;
  for (const { line, row } of rows) {
    if (batch.rows.length === VISITS_MAX || size + row.length > CHARACTERS_MAX) {
      yield batch;
      batch = { lines: [], rows: [] };
      size = 0;
    }
    batch.lines.push(line);
    batch.rows.push(row);
    size += row.length;
  }
  if (batch.rows.length > 0) yield batch;
}

interface Told<Name extends string> {
  readonly outcome: Name | 'refused';
  readonly code?: string;
  readonly fields?: readonly string[];
}

/**
 * Takes a table, a thousand rows at a time, each batch in a transaction of its own. A bad line never stops a good one.
 * The file is kept nowhere: whoever was cut off sends it again, and what is known already changes nothing.
 * @throws AppError invalid-input for what is no such file at all, and those of the verb
 */
export async function takeTable<Name extends string>(
  columns: readonly Column[],
  names: readonly Name[],
  record: (rows: string) => Promise<{ readonly outcomes: readonly Told<Name>[] }>,
  bytes: Uint8Array,
): Promise<FileReport<Name>> {
  const { text: content, encoding } = decodeFile(bytes);
  const lines = readTable(columns, content);
  const faults: FileFault[] = lines.flatMap((one) =>
    'fault' in one
      ? [{ line: one.line, code: one.fault.code, fields: one.fault.path ? [one.fault.path] : [] }]
      : [],
  );
  const counts = Object.fromEntries(
    [...names, 'refused' as const].map((name) => [name, 0]),
  ) as Record<Name | 'refused', number>;
  counts.refused = faults.length;
  const rows = lines.flatMap((one) =>
    'row' in one ? [{ line: one.line, row: JSON.stringify(rowAsJson(columns, one.row)) }] : [],
  );
  for (const batch of batchesOf(rows)) {
    const { outcomes } = await record(`[${batch.rows.join(',')}]`);
    for (const [at, { outcome, code = 'invalid', fields = [] }] of outcomes.entries()) {
      counts[outcome] += 1;
      if (outcome === 'refused') faults.push({ line: batch.lines[at]!, code, fields });
    }
  }
  faults.sort((a, b) => a.line - b.line);
  return { encoding, rows: lines.length, counts, faults };
}
