import { sql } from 'kysely';
import { regionOf, type Tx } from '@otklik/kernel';

/** From how many on a figure is shown. Why: docs/decisions/0043. */
export interface Disclosure {
  /** Cells of tables and counts of groups. */
  readonly cells_min: number;
  readonly survey_results_min: number;
  readonly percentages_min: number;
  readonly public_ratings_min: number;
  /** A doctor's own figure, shown to that doctor. */
  readonly private_ratings_min: number;
}

/** What holds in a region that has set nothing else; the columns' defaults are the same. */
export const DISCLOSURE: Disclosure = {
  cells_min: 5,
  survey_results_min: 8,
  percentages_min: 10,
  public_ratings_min: 30,
  private_ratings_min: 10,
};

/** The region's row: every page, interface, export and feed asks this and nothing else. */
export async function disclosureOf(tx: Tx): Promise<Disclosure> {
  const { rows } = await sql<Disclosure>`
    select cells_min, survey_results_min, percentages_min, public_ratings_min, private_ratings_min
    from disclosure where region_id = ${regionOf(tx.scope) ?? ''}`.execute(tx.db);
  return rows[0] ?? DISCLOSURE;
}
