import { createHash, hkdfSync } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, openField, sealField, type Tx } from '@otklik/kernel';
import { regionId } from '@otklik/cases';

/** Under this hash a form's row and photos are known; the token itself is only in the browser. */
export const draftHash = (token: string): string =>
  createHash('sha256').update(`otklik-draft:${token}`).digest('base64url');

const keyOf = (token: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', token, 'otklik', 'complaint-draft', 32));
const place = (tx: Tx, hash: string): string => `${regionId(tx)}|complaint_drafts|content|${hash}`;

export async function writeDraft(tx: Tx, token: string, content: unknown): Promise<void> {
  const hash = draftHash(token);
  const sealed = sealField(keyOf(token), place(tx, hash), JSON.stringify(content));
  await sql`
    insert into complaint_drafts (region_id, token_hash, content, updated_at)
    values (${regionId(tx)}, ${hash}, ${sealed}, ${tx.now})
    on conflict (region_id, token_hash) do update set content = excluded.content, updated_at = excluded.updated_at
  `.execute(tx.db);
}

/**
 * @param lock holds the form against other senders until the transaction ends: what is counted stays counted
 * @throws AppError not-found when the form was sent, forgotten or never begun
 */
export async function readDraft(tx: Tx, token: string, lock = false): Promise<unknown> {
  const hash = draftHash(token);
  const row = await tx.db
    .selectFrom('complaint_drafts')
    .select('content')
    .where('region_id', '=', regionId(tx))
    .where('token_hash', '=', hash)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'draft' });
  return JSON.parse(openField(keyOf(token), place(tx, hash), row.content)) as unknown;
}

export async function forgetDraft(tx: Tx, token: string): Promise<void> {
  await tx.db
    .deleteFrom('complaint_drafts')
    .where('region_id', '=', regionId(tx))
    .where('token_hash', '=', draftHash(token))
    .execute();
}

/** @returns the hashes under which the forgotten forms' photos are known */
export async function deleteDraftsBefore(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.db
    .deleteFrom('complaint_drafts')
    .where('region_id', '=', regionId(tx))
    .where('updated_at', '<', before)
    .returning('token_hash')
    .execute();
  return rows.map((row) => row.token_hash);
}
