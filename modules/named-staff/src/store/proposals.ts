import { regionId, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { postsByIds, type Post } from '@otklik/registry';
import './tables.ts';

/** One of those whom a message is about, as its author typed it, with the post when it was picked from the list. */
export interface Proposal {
  readonly words: string;
  readonly postId?: string | undefined;
}

const place = (caseId: string) => ({
  table: 'named_proposals',
  column: 'words_sealed',
  row: caseId,
});

const idsOf = (proposals: readonly Proposal[]): string[] =>
  proposals.flatMap(({ postId }) => postId ?? []);

/**
 * Keeps whom the author named, one or several, in the transaction that opens the case. A post of another
 * clinic is not kept: the words are.
 */
export async function proposeNamed(
  tx: Tx,
  about: { readonly id: string; readonly clinicId: string; readonly dataKeyId: string },
  proposals: readonly Proposal[],
): Promise<void> {
  const posts = await postsByIds(tx, idsOf(proposals));
  const kept = proposals.map(({ words, postId }): Proposal => {
    const isHere = postId !== undefined && posts.get(postId)?.clinicId === about.clinicId;
    return { words, ...(isHere ? { postId } : {}) };
  });
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

/** Whom the author proposed, in the order of the form; nobody when the case's words are erased. */
export async function proposalsOf(
  tx: Tx,
  row: CaseRow,
): Promise<{ readonly words: string; readonly post: Post | null }[]> {
  const found = await tx.db
    .selectFrom('named_proposals')
    .select('words_sealed')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .executeTakeFirst();
  const opened = found && (await tx.vault.open(row.data_key_id, place(row.id), found.words_sealed));
  if (!opened) return [];
  // Of messages that could name one person alone, that one stands here without a list around.
  const kept = [JSON.parse(opened) as Proposal | Proposal[]].flat();
  const posts = await postsByIds(tx, idsOf(kept));
  return kept.map(({ words, postId }) => ({ words, post: (postId && posts.get(postId)) || null }));
}

/** What the author typed, for the author's own export and nobody else; null where nobody was named. */
export async function namedInWords(tx: Tx, row: CaseRow): Promise<string[] | null> {
  const proposals = await proposalsOf(tx, row);
  return proposals.length > 0 ? proposals.map(({ words }) => words) : null;
}
