import type { CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { postsByIds } from '@otklik/registry';
import { surnamesOf } from './model.ts';
import { currentLink } from './store/links.ts';
import { proposalOf } from './store/proposals.ts';

/**
 * Surnames that a moderator had better not let into public words: of the person settled and of the one the
 * author proposed. Empty when nobody is named.
 */
export async function surnamesToCut(tx: Tx, row: CaseRow): Promise<string[]> {
  const proposal = await proposalOf(tx, row);
  const link = await currentLink(tx, row.id);
  const settled = link?.post_id && (await postsByIds(tx, [link.post_id])).get(link.post_id);
  return surnamesOf(proposal?.words ?? null, [
    proposal?.post?.lastName,
    settled ? settled.lastName : null,
  ]);
}
