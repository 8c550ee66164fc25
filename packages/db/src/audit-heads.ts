import { createPublicKey, verify } from 'node:crypto';
import type { Pool } from 'pg';
import type { AuditKey, KeyPort } from '@otklik/kernel';
import { inTransaction } from './sealer.ts';

/** A signed head as it is stored and published: what the chain of a region held when it was signed. */
export interface AuditHead {
  readonly region: string;
  /** The day of signing, UTC. */
  readonly day: string;
  readonly seq: number;
  readonly hash: string;
  /** Ed25519, base64url. */
  readonly signature: string;
  /** Null in heads that are older than the publication of keys. */
  readonly keyId: string | null;
}

/** What is signed: one line that anybody can put together from a published head. */
export const signedText = ({ region, day, seq, hash }: Omit<AuditHead, 'signature' | 'keyId'>) =>
  `${region} ${day} ${seq} ${hash}`;

export type HeadProblem = 'head-signed-by-unknown-key' | 'head-changed';

/** What is wrong with a head taken by itself; null when one of our keys signed exactly this. */
export function headProblem(head: AuditHead, keys: readonly AuditKey[]): HeadProblem | null {
  const may = head.keyId === null ? keys : keys.filter((key) => key.id === head.keyId);
  if (may.length === 0) return 'head-signed-by-unknown-key';
  const text = Buffer.from(signedText(head));
  const signature = Buffer.from(head.signature, 'base64url');
  const signed = may.some((key) =>
    verify(null, text, createPublicKey(key.publicKeyPem), signature),
  );
  return signed ? null : 'head-changed';
}

/**
 * Signs today's head of each region that has none yet, so that a cut tail shows. Asked at start and every
 * hour, it makes the head of a day at its first opportunity: a process that was down at midnight loses none
 * of the days on which it ran.
 *
 * @returns how many heads were made
 */
export async function signHeads(auditorPool: Pool, keys: KeyPort, now: Date): Promise<number> {
  return inTransaction(auditorPool, async (client) => {
    // From region to region down the primary key: a city's chain has millions of rows and one end.
    const { rows } = await client.query<{ region_id: string; seq: number; hash: string }>(
      `with recursive heads as (
         (select region_id, seq, hash from audit_seals order by region_id desc, seq desc limit 1)
         union all
         select next.region_id, next.seq, next.hash from heads cross join lateral (
           select region_id, seq, hash from audit_seals where region_id < heads.region_id
           order by region_id desc, seq desc limit 1) next
       ) select * from heads`,
    );
    const day = now.toISOString().slice(0, 10);
    let made = 0;
    for (const { region_id: region, seq, hash } of rows) {
      const signature = keys.sign(Buffer.from(signedText({ region, day, seq, hash })));
      const { rowCount } = await client.query(
        `insert into audit_heads (region_id, day, seq, hash, signature, signed_at, key_id)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (region_id, day) do nothing`,
        [region, day, seq, hash, signature, now, keys.auditKeyId],
      );
      made += rowCount ?? 0;
    }
    return made;
  });
}
