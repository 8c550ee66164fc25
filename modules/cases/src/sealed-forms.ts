import { createHash, hkdfSync } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, openField, sealField, type Tx } from '@otklik/kernel';
import { regionId } from './store/cases.ts';

interface Place {
  /** Columns `region_id`, `token_hash` (the key), `content`, `updated_at`. */
  readonly table: string;
  /** What stands before a token when it is hashed: equal tokens of two tables are two hashes. */
  readonly hashedAs: string;
  /** For what the key is derived from the token. */
  readonly purpose: string;
}

/**
 * Forms begun and not sent yet. What was typed is sealed under a token that only the browser has: of a row without
 * its token nothing can be read, by us neither.
 */
export function sealedForms({ table, hashedAs, purpose }: Place) {
  const rows = sql.table(table);
  /** Under this hash a form's row is known; the token itself is only in the browser. */
  const hashOf = (token: string): string =>
    createHash('sha256').update(`${hashedAs}:${token}`).digest('base64url');
  const keyOf = (token: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', token, 'otklik', purpose, 32));
  const place = (tx: Tx, hash: string): string => `${regionId(tx)}|${table}|content|${hash}`;

  return {
    hashOf,
    async write(tx: Tx, token: string, content: unknown): Promise<void> {
      const hash = hashOf(token);
      const sealed = sealField(keyOf(token), place(tx, hash), JSON.stringify(content));
      await sql`
        insert into ${rows} (region_id, token_hash, content, updated_at)
        values (${regionId(tx)}, ${hash}, ${sealed}, ${tx.now})
        on conflict (region_id, token_hash)
        do update set content = excluded.content, updated_at = excluded.updated_at
      `.execute(tx.db);
    },
    /**
     * @param lock holds the form against other senders until the transaction ends: what is counted stays counted
     * @throws AppError not-found when the form was sent, forgotten or never begun
     */
    async read(tx: Tx, token: string, lock = false): Promise<unknown> {
      const hash = hashOf(token);
      const found = await sql<{ content: string }>`
        select content from ${rows} where region_id = ${regionId(tx)} and token_hash = ${hash}
        ${lock ? sql`for update` : sql``}
      `.execute(tx.db);
      const row = found.rows[0];
      if (!row) throw new AppError('not-found', { kind: 'draft' });
      return JSON.parse(openField(keyOf(token), place(tx, hash), row.content)) as unknown;
    },
    async forget(tx: Tx, token: string): Promise<void> {
      await sql`
        delete from ${rows} where region_id = ${regionId(tx)} and token_hash = ${hashOf(token)}
      `.execute(tx.db);
    },
    /** @returns the hashes under which the forgotten forms were known */
    async deleteBefore(tx: Tx, before: Date): Promise<string[]> {
      const gone = await sql<{ token_hash: string }>`
        delete from ${rows} where region_id = ${regionId(tx)} and updated_at < ${before}
        returning token_hash
      `.execute(tx.db);
      return gone.rows.map(({ token_hash }) => token_hash);
    },
  };
}
