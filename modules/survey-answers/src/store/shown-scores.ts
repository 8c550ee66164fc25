import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { Mode } from '../model/answer.ts';
import type { ScoreMethod } from './score-tables.ts';
import type { ShownFilter } from './shown.ts';
import { regionIn } from './tables.ts';

/** Sums over answers, each multiplied by its weight but for `n`; of points of an item or of hundredths. */
export interface ShownScore {
  readonly scope: string;
  readonly mode: Mode;
  readonly month: string;
  readonly item: string;
  readonly method: ScoreMethod;
  readonly n: number;
  readonly weight: number;
  readonly weightSq: number;
  readonly sum: number;
  readonly sumSq: number;
}

const ROWS_MAX = 50_000;

interface ScoreFilter extends Omit<ShownFilter, 'scope'> {
  /** One of these; places of a comparison, or one. */
  readonly scopes: readonly string[];
  readonly formId: string;
  /** One item alone; all when absent. Empty: composites. */
  readonly item?: string;
}

/** Sums that everybody may see: they move with the counts of their item. */
export async function shownScores(tx: Tx, filter: ScoreFilter): Promise<ShownScore[]> {
  const { formId, item, modes, from, to } = filter;
  return tx.db
    .selectFrom('shown_scores')
    .select([
      'scope',
      'mode',
      'month',
      'item',
      'method',
      'n',
      'weight',
      'weight_sq as weightSq',
      'sum',
      'sum_sq as sumSq',
    ])
    .where('region_id', '=', regionIn(tx))
    .where('scope', '=', sql<string>`any(${[...filter.scopes]}::text[])`)
    .where('form_id', '=', formId)
    .where('form_version', '=', filter.formVersion ?? '')
    .$if(item !== undefined, (found) => found.where('item', '=', item!))
    .$if(modes !== undefined, (found) => found.where('mode', 'in', [...modes!]))
    .$if(from !== undefined, (found) => found.where('month', '>=', from!))
    .$if(to !== undefined, (found) => found.where('month', '<=', to!))
    .limit(ROWS_MAX)
    .execute();
}

/** Points of two items of the same answers, over a sector and a year. */
export interface ShownPair {
  readonly a: string;
  readonly b: string;
  readonly n: number;
  readonly sumA: number;
  readonly sumB: number;
  readonly sumAA: number;
  readonly sumBB: number;
  readonly sumAB: number;
}

/** What goes together with what in a sector, over the years from one on. */
export async function shownPairs(
  tx: Tx,
  of: { readonly sector: string; readonly formId: string; readonly fromYear: number },
): Promise<ShownPair[]> {
  const { rows } = await sql<ShownPair>`
    select item_a as a, item_b as b, sum(n)::int as n, sum(sum_a) as "sumA", sum(sum_b) as "sumB",
      sum(sum_aa) as "sumAA", sum(sum_bb) as "sumBB", sum(sum_ab) as "sumAB"
    from shown_pairs where region_id = ${regionIn(tx)} and sector = ${of.sector} and form_id = ${of.formId}
      and year >= ${of.fromYear}
    group by item_a, item_b`.execute(tx.db);
  return rows;
}

/** Which versions of a form were answered in which months, for marks on a line. */
export async function shownVersions(
  tx: Tx,
  of: { readonly scope: string; readonly formId: string; readonly from: string },
): Promise<{ month: string; version: string; n: number }[]> {
  const { rows } = await sql<{ month: string; version: string; n: number }>`
    select month::text as month, form_version as version, sum(n)::int as n from shown_counts
    where region_id = ${regionIn(tx)} and scope = ${of.scope} and form_id = ${of.formId} and form_version <> ''
      and item = '' and code = '' and month >= ${of.from}
    group by month, form_version order by month, form_version`.execute(tx.db);
  return rows;
}

/** Forms of which something is shown at a place. */
export async function shownForms(tx: Tx, scope: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('shown_counts')
    .select('form_id')
    .distinct()
    .where('region_id', '=', regionIn(tx))
    .where('scope', '=', scope)
    .where('form_version', '=', '')
    .where('item', '=', '')
    .limit(100)
    .execute();
  return rows.map(({ form_id }) => form_id);
}

/** The last day that had a release, with a mark that changes with each. Null before the first. */
export async function latestRelease(tx: Tx): Promise<{ day: string; mark: string } | null> {
  const { rows } = await sql<{ day: string; mark: string }>`
    select day::text as day, day || '.' || count(*) as mark from survey_releases
    where region_id = ${regionIn(tx)} and day = (
      select max(day) from survey_releases where region_id = ${regionIn(tx)})
    group by day`.execute(tx.db);
  return rows[0] ?? null;
}

/** A count over several months; see `ShownCount`. */
export interface ShownTotal {
  readonly scope: string;
  readonly mode: Mode;
  readonly item: string;
  readonly code: string;
  readonly n: number;
  readonly weight: number;
}

/** Counts over whole months, summed where they lie: each month moves by steps, so their sum does. */
export async function shownTotals(
  tx: Tx,
  of: {
    readonly scopes: readonly string[];
    readonly formId: string;
    readonly from: string;
    readonly to: string;
  },
): Promise<ShownTotal[]> {
  const { rows } = await sql<ShownTotal>`
    select scope, mode, item, code, sum(n)::int as n, sum(weight)::int as weight from shown_counts
    where region_id = ${regionIn(tx)} and scope = any(${[...of.scopes]}::text[]) and form_id = ${of.formId}
      and form_version = '' and month between ${of.from} and ${of.to}
    group by scope, mode, item, code`.execute(tx.db);
  return rows;
}
