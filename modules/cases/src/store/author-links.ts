import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Timestamp } from '@otklik/db';
import { AppError, type Tx } from '@otklik/kernel';
import { regionId } from './cases.ts';

/** What a link lets its holder say. */
export type LinkPurpose = 'verdict' | 'question' | 'plan';

interface CaseAuthorLinkTable {
  region_id: string;
  token_hash: string;
  case_id: string;
  purpose: LinkPurpose;
  round: number;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}
export type AuthorLink = Selectable<CaseAuthorLinkTable>;

declare module '@otklik/db' {
  interface Tables {
    case_author_links: CaseAuthorLinkTable;
  }
}

// The token has 256 random bits: nothing is gained by a key of our own on top.
const hashOf = (token: string): string =>
  createHash('sha256').update(`otklik-author-link:${token}`).digest('base64url');

export const insertAuthorLink = async (
  tx: Tx,
  token: string,
  link: Pick<AuthorLink, 'case_id' | 'purpose' | 'round' | 'expires_at'>,
): Promise<void> => {
  await tx.db
    .insertInto('case_author_links')
    .values({ region_id: regionId(tx), token_hash: hashOf(token), used_at: null, ...link })
    .execute();
};

/** @throws AppError not-found */
export async function authorLink(tx: Tx, token: string): Promise<AuthorLink> {
  const row = await tx.db
    .selectFrom('case_author_links')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'link' });
  return row;
}

/** @returns false when somebody has used it meanwhile */
export async function spendAuthorLink(tx: Tx, link: AuthorLink): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('case_author_links')
    .set({ used_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('token_hash', '=', link.token_hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
