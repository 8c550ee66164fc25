import type { Pool, PoolClient } from 'pg';
import { digestOf } from '@otklik/kernel';

export interface SealableRow {
  region_id: string;
  id: string;
  xid: string;
  at: Date;
  actor: string;
  role: string;
  action: string;
  object: string;
  outcome: string;
  before: string | null;
  after: string | null;
}

const SEALER_LOCK = 7_315_002;
const BATCH_ROWS = 2000;
export const GENESIS = '0'.repeat(64);

/** What the hash of a seal covers, beside the hash before it. */
export const sealedHash = (prev: string, seq: number, row: SealableRow): string =>
  digestOf({
    prev,
    seq,
    at: row.at,
    actor: row.actor,
    role: row.role,
    region: row.region_id,
    action: row.action,
    object: row.object,
    outcome: row.outcome,
    before: row.before,
    after: row.after,
  });

async function sealBatch(client: PoolClient): Promise<number> {
  // Only rows of transactions older than the oldest still running: none can appear before them later.
  const { rows } = await client.query<SealableRow>(
    `with last as (select xid, row_id from audit_seals order by xid desc, row_id desc limit 1)
     select r.region_id, r.id, r.xid::text, r.at, r.actor, r.role, r.action, r.object, r.outcome, r.before, r.after
     from audit_rows r
     where r.xid < pg_snapshot_xmin(pg_current_snapshot())
       and (r.xid, r.id) > (select coalesce((select xid from last), '0'::xid8),
                                   coalesce((select row_id from last), '00000000-0000-0000-0000-000000000000'::uuid))
     order by r.xid, r.id limit ${BATCH_ROWS}`,
  );
  if (rows.length === 0) return 0;
  const regions = [...new Set(rows.map((row) => row.region_id))];
  const heads = await client.query<{ region_id: string; seq: number; hash: string }>(
    `select r.region_id, s.seq, s.hash from unnest($1::text[]) as r(region_id)
     cross join lateral (select seq, hash from audit_seals
       where region_id = r.region_id order by seq desc limit 1) s`,
    [regions],
  );
  const head = new Map(heads.rows.map((row) => [row.region_id, { seq: row.seq, hash: row.hash }]));
  const seals = rows.map((row) => {
    const prev = head.get(row.region_id) ?? { seq: 0, hash: GENESIS };
    const seq = prev.seq + 1;
    const seal = { seq, hash: sealedHash(prev.hash, seq, row) };
    head.set(row.region_id, seal);
    return { ...seal, prev: prev.hash, row };
  });
  await client.query(
    `insert into audit_seals (region_id, seq, row_id, xid, prev_hash, hash)
     select * from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[]::xid8[], $5::text[], $6::text[])`,
    [
      seals.map((seal) => seal.row.region_id),
      seals.map((seal) => seal.seq),
      seals.map((seal) => seal.row.id),
      seals.map((seal) => seal.row.xid),
      seals.map((seal) => seal.prev),
      seals.map((seal) => seal.hash),
    ],
  );
  return rows.length;
}

export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Chains every act-log row that is ready, for all regions. One sealer at a time; others return 0. */
export async function sealAudit(auditorPool: Pool): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await inTransaction(auditorPool, async (client) => {
      const { rows } = await client.query<{ mine: boolean }>(
        'select pg_try_advisory_xact_lock($1) as mine',
        [SEALER_LOCK],
      );
      return rows[0]!.mine ? sealBatch(client) : 0;
    });
    sealed += count;
    if (count < BATCH_ROWS) return sealed;
  }
}
