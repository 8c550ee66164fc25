import { createHash, hkdfSync } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { sql } from 'kysely';
import {
  AppError,
  newId,
  openField,
  regionOf,
  sealField,
  type AuditRow,
  type IdempotencyClaim,
  type Limit,
  type Tx,
} from '@otklik/kernel';
import { insertMany } from './insert-many.ts';

const region = (tx: Tx): string => regionOf(tx.scope) ?? '';
const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');
const keyFrom = (claim: IdempotencyClaim): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', claim.key, claim.principal, `otklik:${claim.command}`, 32));

/**
 * An answer as text and back without loss: a Date stays a Date, so that the replay is the answer that was
 * given. Sealed between the two, so only what we wrote is ever read.
 */
const packed = (answer: unknown): string => serialize(answer).toString('base64');
// An answer kept by the version before is JSON, and no JSON begins with this (0xFF, the format's mark).
const unpacked = (text: string): unknown =>
  text.startsWith('/w') ? deserialize(Buffer.from(text, 'base64')) : JSON.parse(text);

/** One row of the act log, in the act's own transaction. The sealer chains it later. */
export async function audit(tx: Tx, row: AuditRow): Promise<void> {
  await tx.db
    .insertInto('audit_rows')
    .values({ region_id: region(tx), id: newId(tx.now.getTime()), at: tx.now, ...row })
    .execute();
}

/** Rows of many acts, each with its own time: for acts replayed or simulated in bulk. */
export const auditMany = (
  tx: Tx,
  rows: readonly (AuditRow & { readonly at: Date })[],
): Promise<void> =>
  insertMany(
    tx,
    'audit_rows',
    rows.map((row) => ({ region_id: region(tx), id: newId(row.at.getTime()), ...row })),
  );

/**
 * Counts each limit in its window; gives the refusal when one is full. It is returned, not thrown,
 * so that the transaction commits and refused tries count too.
 */
export async function countLimits(tx: Tx, limits: readonly Limit[]): Promise<AppError | null> {
  let refusal: AppError | null = null;
  for (const limit of limits) {
    const window_ms = limit.window_s * 1000;
    const start = new Date(Math.floor(tx.now.getTime() / window_ms) * window_ms);
    const { rows } = await sql<{ count: number }>`
      insert into rate_limits (region_id, name, key, window_start, window_s, count)
      values (${region(tx)}, ${limit.name}, ${limit.key}, ${start}, ${limit.window_s}, 1)
      on conflict (region_id, name, key, window_start) do update set count = rate_limits.count + 1
      returning count`.execute(tx.db);
    if (rows[0]!.count > limit.count_max) refusal ??= overLimit(limit, start, tx.now);
  }
  return refusal;
}

const overLimit = ({ count_max, window_s }: Limit, start: Date, now: Date): AppError =>
  new AppError('too-many-requests', {
    retryAfter_s: Math.max(1, Math.ceil((start.getTime() - now.getTime()) / 1000) + window_s),
    limit: { count_max, window_s },
  });

/**
 * Claims an idempotency key for this transaction, or gives the stored answer.
 * A second sender of the same key at the same moment is told so at once instead of waiting.
 *
 * @throws AppError request-in-progress, idempotency-key-reused
 */
export async function claimKey(
  tx: Tx,
  claim: IdempotencyClaim,
): Promise<{ answer: unknown } | null> {
  const keyHash = hashOf(claim.key);
  const place = `${region(tx)}|${claim.principal}|${claim.command}|${keyHash}`;
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${place}, 0)) as free`.execute(tx.db);
  if (!rows[0]!.free) throw new AppError('request-in-progress');
  const { rows: earlier } = await sql<{ body_hash: string; answer: string | null }>`
    select body_hash, answer from idempotency_keys
    where region_id = ${region(tx)} and principal = ${claim.principal}
      and command = ${claim.command} and key_hash = ${keyHash}`.execute(tx.db);
  const found = earlier[0];
  if (!found) return null;
  if (found.body_hash !== claim.bodyHash) throw new AppError('idempotency-key-reused');
  const text = found.answer === null ? 'null' : openField(keyFrom(claim), place, found.answer);
  return { answer: unpacked(text) };
}

export async function keepAnswer(tx: Tx, claim: IdempotencyClaim, answer: unknown): Promise<void> {
  const keyHash = hashOf(claim.key);
  const place = `${region(tx)}|${claim.principal}|${claim.command}|${keyHash}`;
  const sealed = sealField(keyFrom(claim), place, packed(answer));
  await sql`
    insert into idempotency_keys (region_id, principal, command, key_hash, body_hash, answer, created_at)
    values (${region(tx)}, ${claim.principal}, ${claim.command}, ${keyHash}, ${claim.bodyHash},
            ${sealed}, ${tx.now})`.execute(tx.db);
}

/** The unique index remembers a spent puzzle; its name is translated to `proof-of-work-spent`. */
export async function spendProof(tx: Tx, id: string, expiresAt: Date): Promise<void> {
  await sql`insert into spent_proofs (region_id, id, expires_at)
            values (${region(tx)}, ${id}, ${expiresAt})`.execute(tx.db);
}

/** How many puzzles were solved of those that are not over yet: the postings of the last minutes. */
export async function countSpentProofs(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from spent_proofs
    where region_id = ${region(tx)} and expires_at > ${tx.now}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

/**
 * Drops what has had its time: stored answers and counters by the terms they are given (data of the region),
 * puzzles by their own end.
 */
export async function sweepBookkeeping(
  tx: Tx,
  before: { readonly answers: Date; readonly counters: Date },
): Promise<void> {
  await sweepOlder(tx, 'idempotency_keys', before.answers);
  await sweepOlder(tx, 'rate_limits', before.counters);
  await sql`delete from spent_proofs where expires_at < ${tx.now}`.execute(tx.db);
}

/** Drops one kind of bookkeeping before an instant. @returns how many rows */
export async function sweepOlder(
  tx: Tx,
  table: 'idempotency_keys' | 'rate_limits',
  before: Date,
): Promise<number> {
  const column = table === 'rate_limits' ? 'window_start' : 'created_at';
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ${sql.ref(column)} < ${before}`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}
