import pg from 'pg';

/**
 * After a bulk load: the planner learns what the tables hold, pages are marked as seen by all, so that an
 * index alone can answer, and tables through which millions of rows went give back their indexes: those of
 * an emptied queue are walked page by page by everyone who asks whether it holds anything.
 *
 * @param client the owner's; VACUUM wants no transaction
 * @param emptied names of tables that were filled and emptied again
 */
export async function settleAfterLoad(
  client: pg.Client,
  emptied: readonly string[],
): Promise<void> {
  await client.query('vacuum (analyze)');
  for (const table of emptied) await client.query(`reindex table ${pg.escapeIdentifier(table)}`);
}
