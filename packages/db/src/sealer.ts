import type { Pool, PoolClient } from 'pg';
import { digestOf, type KeyPort } from '@otklik/kernel';

interface UnsealedRow {
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
const GENESIS = '0'.repeat(64);

/** What the hash of a seal covers, beside the hash before it. */
const sealedHash = (prev: string, seq: number, row: UnsealedRow): string =>
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
  const { rows } = await client.query<UnsealedRow>(
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

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
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

export interface AuditVerdict {
  readonly region: string;
  readonly rows: number;
  /** The first row whose hash, number or presence is wrong; null when all is well. */
  readonly firstBad: { seq: number; rowId: string | null } | null;
  readonly unsealed: number;
}

/** Walks one region's chain from its beginning and names the first bad row. */
export async function verifyAudit(auditorPool: Pool, region: string): Promise<AuditVerdict> {
  return inTransaction(auditorPool, async (client) => {
    await client.query('set transaction isolation level repeatable read');
    let prev = { seq: 0, hash: GENESIS };
    let firstBad: AuditVerdict['firstBad'] = null;
    for (;;) {
      const { rows } = await client.query<
        UnsealedRow & {
          seq: number;
          prev_hash: string;
          hash: string;
          row_id: string;
          id: string | null;
        }
      >(
        `select s.seq, s.row_id, s.prev_hash, s.hash, r.* from audit_seals s
         left join audit_rows r on r.region_id = s.region_id and r.id = s.row_id
         where s.region_id = $1 and s.seq > $2 order by s.seq limit 5000`,
        [region, prev.seq],
      );
      for (const row of rows) {
        const whole =
          row.id !== null &&
          row.seq === prev.seq + 1 &&
          row.prev_hash === prev.hash &&
          row.hash === sealedHash(prev.hash, row.seq, row);
        if (!whole) firstBad ??= { seq: row.seq, rowId: row.row_id };
        if (firstBad) break;
        prev = { seq: row.seq, hash: row.hash };
      }
      if (rows.length < 5000 || firstBad) break;
    }
    firstBad ??= await missingHead(client, region);
    const { rows: left } = await client.query<{ unsealed: number }>(
      `select count(*) as unsealed from audit_rows r where r.region_id = $1
       and not exists (select 1 from audit_seals s where s.region_id = r.region_id and s.row_id = r.id)`,
      [region],
    );
    return { region, rows: prev.seq, firstBad, unsealed: left[0]!.unsealed };
  });
}

/** A signed head that is not in the chain: its tail was cut or written anew. */
async function missingHead(client: PoolClient, region: string): Promise<AuditVerdict['firstBad']> {
  const { rows } = await client.query<{ seq: number }>(
    `select h.seq from audit_heads h
     left join audit_seals s on s.region_id = h.region_id and s.seq = h.seq
     where h.region_id = $1 and s.hash is distinct from h.hash order by h.seq limit 1`,
    [region],
  );
  return rows[0] ? { seq: rows[0].seq, rowId: null } : null;
}

/** Signs and keeps today's head of each region's chain, so that a cut tail shows. */
export async function signHeads(auditorPool: Pool, keys: KeyPort, now: Date): Promise<void> {
  await inTransaction(auditorPool, async (client) => {
    const { rows } = await client.query<{ region_id: string; seq: number; hash: string }>(
      'select distinct on (region_id) region_id, seq, hash from audit_seals order by region_id, seq desc',
    );
    const day = now.toISOString().slice(0, 10);
    for (const row of rows) {
      const signature = keys.sign(Buffer.from(`${row.region_id} ${day} ${row.seq} ${row.hash}`));
      await client.query(
        `insert into audit_heads (region_id, day, seq, hash, signature, signed_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (region_id, day) do nothing`,
        [row.region_id, day, row.seq, row.hash, signature, now],
      );
    }
  });
}
