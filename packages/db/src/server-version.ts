import type pg from 'pg';
import { AppError } from '@otklik/kernel';

/** As `server_version_num` has it. */
const OLDEST = 150_000;

/**
 * Policies on views and other things that our rules stand on came with PostgreSQL 15.
 * @throws AppError unavailable with `reason` database-too-old, `found` and `needed` (major versions)
 */
export async function refuseOldServer(client: pg.ClientBase, oldest = OLDEST): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const { version } = rows[0]!;
  if (version >= oldest) return;
  const major = (number: number): number => Math.floor(number / 10_000);
  throw new AppError('unavailable', {
    reason: 'database-too-old',
    found: major(version),
    needed: major(oldest),
  });
}
