import type { CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { postsByIds } from '@otklik/registry';
import { surnamesOf } from './model.ts';
import { currentLinks } from './store/links.ts';
import { proposalsOf } from './store/proposals.ts';

/**
 * Surnames that a moderator had better not let into public words: of everybody settled and of everybody
 * the author proposed. Empty when nobody is named.
 */
export async function surnamesToCut(tx: Tx, row: CaseRow): Promise<string[]> {
  const proposals = await proposalsOf(tx, row);
  const ids = (await currentLinks(tx, row.id)).flatMap(({ post_id }) => post_id ?? []);
  const settled = await postsByIds(tx, ids);
  return surnamesOf(
    proposals.map(({ words }) => words),
    [
      ...proposals.map(({ post }) => post?.lastName),
      ...[...settled.values()].map((post) => post.lastName),
    ],
  );
}
