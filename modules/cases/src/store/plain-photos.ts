import type { Tx } from '@otklik/kernel';
import type { SealedFiles } from '../sealed-photo.ts';
import { regionId } from './cases.ts';
import { forgetFiles } from './photos.ts';

export interface PlainPhoto {
  readonly id: string;
  readonly object_key: string;
  readonly thumbnail_key: string;
}

const plain = (tx: Tx) =>
  tx.db
    .selectFrom('case_photos')
    .where('region_id', '=', regionId(tx))
    .where('data_key_id', 'is', null);

export async function countPlain(tx: Tx): Promise<number> {
  const { waiting } = await plain(tx)
    .select((eb) => eb.fn.countAll<string>().as('waiting'))
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

export const plainPhotos = (tx: Tx, after: string | null, limit: number): Promise<PlainPhoto[]> =>
  plain(tx)
    .select(['id', 'object_key', 'thumbnail_key'])
    .$if(after !== null, (q) => q.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute();

/**
 * The row names the sealed files from now on, and the plain ones go. Only over what was read: a photo that
 * was covered, erased or sealed by another process meanwhile stays as it is. False then.
 */
export async function nameSealed(
  tx: Tx,
  before: PlainPhoto,
  { objectKey, thumbnailKey, dataKey }: SealedFiles,
): Promise<boolean> {
  const row = await tx.db
    .selectFrom('case_photos')
    .select('id')
    .where('region_id', '=', regionId(tx))
    .where('id', '=', before.id)
    .where('object_key', '=', before.object_key)
    .where('data_key_id', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return false;
  await tx.vault.keepKeys([dataKey]);
  await tx.db
    .updateTable('case_photos')
    .set({ object_key: objectKey, thumbnail_key: thumbnailKey, data_key_id: dataKey.id })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', before.id)
    .execute();
  await forgetFiles(tx, [before]);
  return true;
}
