import { decodeFile, readTable, type Column } from '@otklik/registry';
import type { Outcome } from './model/event.ts';
import { VISITS_MAX } from './schema.ts';

const text = (name: string, field: string, required = false): Column => ({
  name,
  field,
  type: 'text',
  required,
});
const flag = (name: string, required = false): Column => ({
  name,
  field: name.replaceAll('_', '-'),
  type: 'yes-no',
  required,
  otherwise: false,
});

/** The columns of a file of visits; `docs/reference/import-formats.md` lists them. */
export const VISIT_COLUMNS: readonly Column[] = [
  text('visit_id', 'visitId', true),
  text('source_system', 'sourceSystem', true),
  text('unit', 'unit', true),
  text('service', 'service', true),
  text('ended_at', 'endedAt', true),
  text('sector', 'sector', true),
  text('email', 'email', true),
  text('organisation', 'organisation'),
  text('status', 'status'),
  text('kind', 'kind'),
  text('language', 'language'),
  text('time_zone', 'timeZone'),
  text('doctor_id', 'doctorId'),
  { name: 'birth_year', field: 'birthYear', type: 'number', required: false },
  flag('consent', true),
  flag('representative'),
  flag('death'),
  flag('staff_opt_out'),
  flag('open_complaint'),
];

const FLAGS = VISIT_COLUMNS.filter(({ type }) => type === 'yes-no').map(({ field }) => field!);
/** What one call may bring, well under what the verb takes. */
const CHARACTERS_MAX = 1_500_000;

export interface FileFault {
  readonly line: number;
  readonly code: string;
  /** Names of columns or fields; never what stood there. */
  readonly fields: readonly string[];
}

export interface VisitsReport {
  readonly encoding: string;
  readonly rows: number;
  readonly counts: Readonly<Record<Outcome['outcome'], number>>;
  readonly faults: readonly FileFault[];
}

/** A row as the JSON door takes it. A word that is neither yes nor no stays, and is refused by its field. */
function eventOf(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { email, ...rest } = row;
  const facts = Object.entries(rest).filter(
    ([field, value]) => !FLAGS.includes(field) && value !== null,
  );
  const flags = FLAGS.flatMap((name) =>
    rest[name] === true ? [name] : rest[name] === false ? [] : [String(rest[name])],
  );
  return { ...Object.fromEntries(facts), flags, contact: { email: email ?? '' } };
}

interface Batch {
  readonly lines: number[];
  readonly events: string[];
}

function* batchesOf(rows: readonly { readonly line: number; readonly event: string }[]) {
  let batch: Batch = { lines: [], events: [] };
  let size = 0;
  for (const { line, event } of rows) {
    if (batch.events.length === VISITS_MAX || size + event.length > CHARACTERS_MAX) {
      yield batch;
      batch = { lines: [], events: [] };
      size = 0;
    }
    batch.lines.push(line);
    batch.events.push(event);
    size += event.length;
  }
  if (batch.events.length > 0) yield batch;
}

/**
 * Takes a file of visits, a thousand rows at a time, each batch in a transaction of its own. A bad line never stops a
 * good one. The file is kept nowhere: whoever was cut off sends it again, and what is known already changes nothing.
 * @throws AppError invalid-input for what is no such file at all, and those of `surveys.record-visits`
 */
export async function importVisits(
  record: (visits: string) => Promise<{ readonly outcomes: readonly Outcome[] }>,
  bytes: Uint8Array,
): Promise<VisitsReport> {
  const { text: content, encoding } = decodeFile(bytes);
  const lines = readTable(VISIT_COLUMNS, content);
  const faults: FileFault[] = lines.flatMap((one) =>
    'fault' in one
      ? [{ line: one.line, code: one.fault.code, fields: one.fault.path ? [one.fault.path] : [] }]
      : [],
  );
  const counts = { new: 0, same: 0, changed: 0, cancelled: 0, refused: faults.length };
  const rows = lines.flatMap((one) =>
    'row' in one ? [{ line: one.line, event: JSON.stringify(eventOf(one.row)) }] : [],
  );
  for (const batch of batchesOf(rows)) {
    const { outcomes } = await record(`[${batch.events.join(',')}]`);
    for (const [at, { outcome, code = 'invalid', fields = [] }] of outcomes.entries()) {
      counts[outcome] += 1;
      if (outcome === 'refused') faults.push({ line: batch.lines[at]!, code, fields });
    }
  }
  faults.sort((a, b) => a.line - b.line);
  return { encoding, rows: lines.length, counts, faults };
}
