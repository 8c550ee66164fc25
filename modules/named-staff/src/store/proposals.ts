import { regionId, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { postsByIds, type Post } from '@otklik/registry';
import './tables.ts';

/** Whom a message is about, as its author typed it, with the post when it was picked from the list. */
export interface Proposal {
  readonly words: string;
  readonly postId?: string | undefined;
}

const place = (caseId: string) => ({
  table: 'named_proposals',
  column: 'words_sealed',
  row: caseId,
});

/**
 * Keeps whom the author named, in the transaction that opens the case. A post of another clinic is not kept:
 * the words are.
 */
export async function proposeNamed(
  tx: Tx,
  about: { readonly id: string; readonly clinicId: string; readonly dataKeyId: string },
  { words, postId }: Proposal,
): Promise<void> {
  const post = postId ? (await postsByIds(tx, [postId])).get(postId) : undefined;
  const kept: Proposal = { words, ...(post?.clinicId === about.clinicId ? { postId } : {}) };
  await tx.db
    .insertInto('named_proposals')
    .values({
      region_id: regionId(tx),
      case_id: about.id,
      words_sealed: await tx.vault.seal(about.dataKeyId, place(about.id), JSON.stringify(kept)),
    })
    .execute();
}

/** Whether the author named anybody, without opening whom. */
export async function isProposed(tx: Tx, caseId: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('named_proposals')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return found !== undefined;
}

/** What the author proposed; null when nobody was named or the case's words are erased. */
export async function proposalOf(
  tx: Tx,
  row: CaseRow,
): Promise<{ readonly words: string; readonly post: Post | null } | null> {
  const found = await tx.db
    .selectFrom('named_proposals')
    .select('words_sealed')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .executeTakeFirst();
  const opened = found && (await tx.vault.open(row.data_key_id, place(row.id), found.words_sealed));
  if (!opened) return null;
  const { words, postId } = JSON.parse(opened) as Proposal;
  return { words, post: (postId && (await postsByIds(tx, [postId])).get(postId)) || null };
}

/** What the author typed, for the author's own export and nobody else. */
export const namedInWords = async (tx: Tx, row: CaseRow): Promise<string | null> =>
  (await proposalOf(tx, row))?.words ?? null;
