import type pg from 'pg';
import type { Statement } from '../statements.ts';

export interface Plan {
  readonly text: string;
  /** `cases by cases_public_newest`: every table that was read and by what. */
  readonly reads: readonly string[];
  readonly rows: number;
  readonly buffers: number;
  readonly took_ms: number;
  /** Tables with more rows than are let pass that were read from end to end. */
  readonly whole: readonly string[];
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Function Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Node[];
}

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const part of node.Plans ?? []) yield* nodesOf(part);
}

/** From how many rows on a table may not be read from end to end. */
export const WHOLE_ROWS_MAX = 10_000;

function readsOf(root: Node): string[] {
  const reads: string[] = [];
  for (const node of nodesOf(root)) {
    const name = node['Relation Name'];
    const index = node['Index Name'];
    if (node['Node Type'] === 'Seq Scan') reads.push(`${name} whole`);
    else if (name && index) reads.push(`${name} by ${index}`);
    else if (index) reads.push(`by ${index}`);
    else if (node['Function Name']) reads.push(`${node['Function Name']}()`);
  }
  return [...new Set(reads)];
}

/**
 * Runs a statement once more under EXPLAIN (ANALYZE, BUFFERS), in the region, and takes it back.
 * @param sizes rows of each table, as PostgreSQL estimates them
 * @param under settings of a function whose body the statement is: `enable_seqscan=off`
 */
export async function planOf(
  client: pg.Client,
  region: string,
  { text, values }: Statement,
  sizes: ReadonlyMap<string, number>,
  under: readonly string[] = [],
): Promise<Plan> {
  const settings = [`app.region = '${region}'`, ...under].map((one) => `set local ${one}`);
  await client.query(['begin', ...settings].join('; '));
  try {
    const { rows } = await client.query<{
      'QUERY PLAN': [{ Plan: Node; 'Execution Time': number }];
    }>(`explain (analyze, buffers, format json) ${text}`, [...values]);
    const [{ Plan: root, 'Execution Time': took_ms }] = rows[0]!['QUERY PLAN'];
    const whole = [...nodesOf(root)]
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name']!)
      .filter((name) => (sizes.get(name) ?? 0) > WHOLE_ROWS_MAX);
    return {
      text,
      reads: readsOf(root),
      rows: root['Actual Rows'],
      buffers: (root['Shared Hit Blocks'] ?? 0) + (root['Shared Read Blocks'] ?? 0),
      took_ms,
      whole,
    };
  } finally {
    await client.query('rollback');
  }
}

/** Rows of every table of the schema, as PostgreSQL estimates them. */
export async function tableSizes(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; rows: number }>(
    `select relname as name, greatest(reltuples, 0)::float8 as rows from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map((row) => [row.name, row.rows]));
}

/** What a function runs under, as it is declared: `enable_seqscan=off`; its search path apart. */
export async function settingsOfFunction(client: pg.Client, name: string): Promise<string[]> {
  const { rows } = await client.query<{ setting: string }>(
    `select setting from pg_proc, unnest(proconfig) as setting
     where proname = $1 and pronamespace = 'public'::regnamespace and setting not like 'search_path=%'`,
    [name],
  );
  return rows.map(({ setting }) => setting);
}
