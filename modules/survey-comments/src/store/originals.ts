import { openSealedBox, unpad, type KeyPort, type Tx } from '@otklik/kernel';
import { regionId } from '@otklik/cases';

/** What the box of a comment is bound to: it opens nowhere else. */
export const commentAad = (region: string, id: string): string =>
  `${region}|survey_comments|sealed|${id}`;

interface Sealed {
  readonly id: string;
  readonly comment_key_id: string;
  readonly sealed: Uint8Array;
}

/**
 * The words as they were written; null once the original was emptied or the key of its month is gone.
 * @throws AppError unavailable when the box is not what was put there
 */
export async function originalOf(tx: Tx, keys: KeyPort, comment: Sealed): Promise<string | null> {
  if (comment.sealed.length === 0) return null;
  const key = await tx.db
    .selectFrom('comment_keys')
    .select(['kek_id', 'wrapped'])
    .where('region_id', '=', regionId(tx))
    .where('id', '=', comment.comment_key_id)
    .executeTakeFirst();
  if (!key?.wrapped) return null;
  const secret = keys.unwrap(key.kek_id, key.wrapped);
  const aad = commentAad(regionId(tx), comment.id);
  const bytes = unpad(openSealedBox(secret, aad, comment.sealed));
  const { text } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly text: string };
  return text;
}
