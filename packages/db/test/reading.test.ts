import pg from 'pg';
import { sql } from 'kysely';
import { regionScope } from '@otklik/kernel';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { scopedTransactions } from '../src/scoped.ts';

// One connection: whoever comes next waits until the last one gave it back.
const pool = new pg.Pool({ connectionString: inject('superUrl'), max: 1 });
const withScope = scopedTransactions(pool, null);
const everywhere = regionScope('RU-MOW');
const readonly = { readonly: true };
afterAll(() => pool.end());

describe('a transaction that only reads', () => {
  test('gives its answer and its connection back, and the next one begins anew', async () => {
    const started = (): Promise<unknown> =>
      withScope(
        everywhere,
        async ({ db }) =>
          (await sql`select now() as at, pg_backend_pid() as pid`.execute(db)).rows[0],
        readonly,
      );
    const [first, second] = [await started(), await started()] as { at: Date; pid: number }[];
    expect(second!.pid).toBe(first!.pid);
    expect(second!.at.getTime()).toBeGreaterThanOrEqual(first!.at.getTime());
    expect(second!.at).not.toEqual(first!.at);
  });

  test('does not pass for done where a statement failed and nobody said so', async () => {
    const silent = withScope(
      everywhere,
      async ({ db }) => sql`select 1 / 0`.execute(db).catch(() => 'nothing'),
      readonly,
    );
    await expect(silent).rejects.toMatchObject({
      code: 'internal',
      data: { reason: 'transaction-was-aborted' },
    });
    // The connection is whole again.
    const after = await withScope(
      everywhere,
      ({ db }) => sql`select 1 as one`.execute(db),
      readonly,
    );
    expect(after.rows).toEqual([{ one: 1 }]);
  });
});
