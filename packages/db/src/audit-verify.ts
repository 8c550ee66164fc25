import type { Pool, PoolClient } from 'pg';
import type { AuditKey } from '@otklik/kernel';
import { headProblem, type AuditHead, type HeadProblem } from './audit-heads.ts';
import { GENESIS, inTransaction, sealedHash, type SealableRow } from './sealer.ts';

/**
 * `row-changed`: a row, its seal or its place is not what was sealed. `tail-cut`: a signed head knows rows
 * that are not here any more. `chain-rewritten`: the chain is sound in itself, but not the one whose head
 * was signed. The last two are about a head itself.
 */
export type AuditProblem = 'row-changed' | 'tail-cut' | 'chain-rewritten' | HeadProblem;

export interface AuditVerdict {
  readonly region: string;
  /** Sealed rows that were found sound, from the first on. */
  readonly rows: number;
  /** Signed heads that were compared. */
  readonly heads: number;
  /** The first thing that is wrong; null when all is well. `day` names the head that shows it. */
  readonly firstBad: {
    readonly problem: AuditProblem;
    readonly seq: number;
    readonly rowId: string | null;
    readonly day: string | null;
  } | null;
  readonly unsealed: number;
}

type Bad = NonNullable<AuditVerdict['firstBad']>;
type SealedRow = SealableRow & {
  seq: number;
  prev_hash: string;
  hash: string;
  row_id: string;
  id: string | null;
};

const BATCH_ROWS = 5000;

async function walk(
  client: PoolClient,
  region: string,
): Promise<{ rows: number; bad: Bad | null }> {
  let prev = { seq: 0, hash: GENESIS };
  for (;;) {
    const { rows } = await client.query<SealedRow>(
      `select s.seq, s.row_id, s.prev_hash, s.hash, r.* from audit_seals s
       left join audit_rows r on r.region_id = s.region_id and r.id = s.row_id
       where s.region_id = $1 and s.seq > $2 order by s.seq limit ${BATCH_ROWS}`,
      [region, prev.seq],
    );
    for (const row of rows) {
      const whole =
        row.id !== null &&
        row.seq === prev.seq + 1 &&
        row.prev_hash === prev.hash &&
        row.hash === sealedHash(prev.hash, row.seq, row);
      if (!whole) {
        const bad = { problem: 'row-changed', seq: row.seq, rowId: row.row_id, day: null } as const;
        return { rows: prev.seq, bad };
      }
      prev = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < BATCH_ROWS) return { rows: prev.seq, bad: null };
  }
}

/** Compares signed heads, oldest first, with a chain of `rows` sound rows. */
async function compareHeads(
  client: PoolClient,
  chain: { region: string; rows: number },
  heads: readonly AuditHead[],
  keys: readonly AuditKey[],
): Promise<Bad | null> {
  const { rows: seals } = await client.query<{ seq: number; hash: string; row_id: string }>(
    'select seq, hash, row_id from audit_seals where region_id = $1 and seq = any ($2::bigint[])',
    [chain.region, heads.map((head) => head.seq)],
  );
  const sealAt = new Map(seals.map((seal) => [seal.seq, seal]));
  for (const head of heads) {
    const seal = sealAt.get(head.seq);
    const rowId = seal?.row_id ?? null;
    const found = headProblem(head, keys);
    if (found) return { problem: found, seq: head.seq, rowId, day: head.day };
    // The first row that is missing is the one after the last that is left.
    if (!seal) return { problem: 'tail-cut', seq: chain.rows + 1, rowId: null, day: head.day };
    if (seal.hash !== head.hash)
      return { problem: 'chain-rewritten', seq: head.seq, rowId, day: head.day };
  }
  return null;
}

/**
 * Walks one region's chain from its beginning, then compares the signed heads with it and their signatures
 * with the keys, and names the first bad row.
 *
 * @param published heads that were saved outside this database: who can change the database can take away
 *   a head together with the rows it proves, but not what others keep
 */
export async function verifyAudit(
  auditorPool: Pool,
  keys: readonly AuditKey[],
  region: string,
  published: readonly AuditHead[] = [],
): Promise<AuditVerdict> {
  return inTransaction(auditorPool, async (client) => {
    await client.query('set transaction isolation level repeatable read');
    const { rows, bad } = await walk(client, region);
    const { rows: kept } = await client.query<AuditHead>(
      `select region_id as region, day::text as day, seq, hash, signature, key_id as "keyId"
       from audit_heads where region_id = $1 order by day`,
      [region],
    );
    const heads = [...kept, ...published.filter((head) => head.region === region)].toSorted(
      (a, b) => a.seq - b.seq,
    );
    const firstBad = bad ?? (await compareHeads(client, { region, rows }, heads, keys));
    const { rows: left } = await client.query<{ unsealed: number }>(
      `select count(*) as unsealed from audit_rows r where r.region_id = $1
       and not exists (select 1 from audit_seals s where s.region_id = r.region_id and s.row_id = r.id)`,
      [region],
    );
    return { region, rows, heads: heads.length, firstBad, unsealed: left[0]!.unsealed };
  });
}
