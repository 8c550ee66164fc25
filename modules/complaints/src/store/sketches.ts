import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { App, Tx } from '@otklik/kernel';
import { bandsOf, seedFrom, sketchOf, type SketchSeed } from '../model/sketch/sketch.ts';

interface SketchTable {
  region_id: string;
  case_id: string;
  made_on: string;
  sketch: number[];
  is_compared: boolean;
}

interface BandTable {
  region_id: string;
  band: string;
  made_on: string;
  case_id: string;
}

declare module '@otklik/db' {
  interface Tables {
    filing_sketches: SketchTable;
    filing_bands: BandTable;
  }
}

const SWEPT_AT_ONCE = 5000;
const seeds = new WeakMap<object, SketchSeed>();

/** The installation's own seed, made once a process. */
function seedOf({ ports: { keys } }: Pick<App, 'ports'>): SketchSeed {
  const known = seeds.get(keys);
  if (known) return known;
  const seed = seedFrom(keys.hash('sketch', 'words'));
  seeds.set(keys, seed);
  return seed;
}

/** Keeps what a filing is compared by with others; what its words were before is forgotten. */
export async function putSketch(app: App, tx: Tx, caseId: string, story: string): Promise<void> {
  const sketch = sketchOf(story, seedOf(app));
  if (sketch.length === 0) return;
  const region = regionId(tx);
  const day = tx.now.toISOString().slice(0, 10);
  // One round trip: a filing is the platform's most frequent write.
  await sql`
    with kept as (
      insert into filing_sketches (region_id, case_id, made_on, sketch)
      values (${region}, ${caseId}, ${day}, ${sketch}::integer[])
      on conflict (region_id, case_id) do update
        set made_on = excluded.made_on, sketch = excluded.sketch, is_compared = false
    ), gone as (
      delete from filing_bands
      where region_id = ${region} and case_id = ${caseId} and band <> all (${bandsOf(sketch)}::text[])
    )
    insert into filing_bands (region_id, band, made_on, case_id)
    select ${region}, band, ${day}, ${caseId} from unnest(${bandsOf(sketch)}::text[]) band
    on conflict (region_id, band, case_id) do nothing`.execute(tx.db);
}

/** With the words of a case what they were compared by goes too. */
export async function forgetSketch(tx: Tx, caseId: string): Promise<void> {
  for (const table of ['filing_bands', 'filing_sketches'] as const)
    await tx.db
      .deleteFrom(table)
      .where('region_id', '=', regionId(tx))
      .where('case_id', '=', caseId)
      .execute();
}

/** Removes sketches of before a day, at most 5000 at once. @returns how many */
export async function sweepSketches(tx: Tx, before: Date): Promise<number> {
  const day = before.toISOString().slice(0, 10);
  const old = await tx.db
    .selectFrom('filing_sketches')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('made_on', '<', day)
    .limit(SWEPT_AT_ONCE)
    .execute();
  const ids = old.map(({ case_id }) => case_id);
  if (ids.length === 0) return 0;
  for (const table of ['filing_bands', 'filing_sketches'] as const)
    await tx.db
      .deleteFrom(table)
      .where('region_id', '=', regionId(tx))
      .where('case_id', 'in', ids)
      .execute();
  return ids.length;
}

/** Filings of today and yesterday that nobody has compared yet and that were sent for good, the oldest first. */
export async function sketchesToCompare(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('filing_sketches as fresh')
    .innerJoin('cases', (join) =>
      join.onRef('cases.region_id', '=', 'fresh.region_id').onRef('cases.id', '=', 'fresh.case_id'),
    )
    .select('fresh.case_id')
    .where('fresh.region_id', '=', regionId(tx))
    .where('fresh.is_compared', '=', false)
    .where('cases.state', 'not in', ['draft', 'lapsed'])
    .orderBy('fresh.made_on')
    .orderBy('fresh.case_id')
    .limit(limit)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

export async function markCompared(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .updateTable('filing_sketches')
    .set({ is_compared: true })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
}

/** Sketches of these cases, by case. */
export async function sketchesOf(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, readonly number[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('filing_sketches')
    .select(['case_id', 'sketch'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', caseIds)
    .execute();
  return new Map(rows.map(({ case_id, sketch }) => [case_id, sketch]));
}

/** Filings that were sent for good since a day, `YYYY-MM-DD`, and share a band with one of these. */
export async function sharingBands(
  tx: Tx,
  caseIds: readonly string[],
  since: string,
  limit: number,
): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const { rows } = await sql<{ case_id: string }>`
    select distinct other.case_id
    from filing_bands own
    join filing_bands other on other.region_id = own.region_id and other.band = own.band
      and other.made_on >= ${since}::date
    join cases on cases.region_id = other.region_id and cases.id = other.case_id
      and cases.state not in ('draft', 'lapsed')
    where own.region_id = ${regionId(tx)} and own.case_id = any (${caseIds}::uuid[])
      and other.case_id <> all (${caseIds}::uuid[])
    limit ${limit}`.execute(tx.db);
  return rows.map(({ case_id }) => case_id);
}
