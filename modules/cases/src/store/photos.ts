import type { Insertable, Selectable } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
import type { KeptPhoto } from '../photos.ts';
import { regionId } from './cases.ts';
import type { CasePhotoTable, PhotoSide } from './tables.ts';

type Home = Partial<
  Pick<
    Insertable<CasePhotoTable>,
    'case_id' | 'draft_hash' | 'answer_id' | 'promise_id' | 'added_at'
  >
> & {
  side: PhotoSide;
};

export async function insertPhotos(
  tx: Tx,
  photos: readonly KeptPhoto[],
  home: Home,
): Promise<void> {
  if (photos.length === 0) return;
  const region_id = regionId(tx);
  await tx.vault.keepKeys(photos.map(({ dataKey }) => dataKey));
  await tx.db
    .insertInto('case_photos')
    .values(
      photos.map((photo) => ({
        region_id,
        id: photo.id,
        case_id: null,
        draft_hash: null,
        answer_id: null,
        original_id: null,
        added_at: tx.now,
        ...home,
        object_key: photo.objectKey,
        thumbnail_key: photo.thumbnailKey,
        data_key_id: photo.dataKey.id,
        sha256: photo.sha256,
        width_px: photo.width_px,
        height_px: photo.height_px,
        state: 'closed' as const,
      })),
    )
    .execute();
}

export const photosOf = (
  tx: Tx,
  where: { caseId: string } | { draftHash: string },
): Promise<Selectable<CasePhotoTable>[]> =>
  tx.db
    .selectFrom('case_photos')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .$if('caseId' in where, (q) => q.where('case_id', '=', 'caseId' in where ? where.caseId : ''))
    .$if('draftHash' in where, (q) =>
      q.where('draft_hash', '=', 'draftHash' in where ? where.draftHash : ''),
    )
    .where('state', '<>', 'removed')
    .orderBy('added_at')
    .orderBy('id')
    .execute();

/** A sent form's photos become the case's. */
export async function adoptPhotos(tx: Tx, draftHash: string, caseId: string): Promise<void> {
  await tx.db
    .updateTable('case_photos')
    .set({ case_id: caseId, draft_hash: null })
    .where('region_id', '=', regionId(tx))
    .where('draft_hash', '=', draftHash)
    .execute();
}

/** A version's photos that the clinic took out again. */
export async function removeAnswerPhotos(
  tx: Tx,
  caseId: string,
  answerId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('case_photos')
    .set({ state: 'removed' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('answer_id', '=', answerId)
    .where('state', '=', 'closed')
    .where('id', 'in', ids)
    .execute();
}

/**
 * The author's photos, or those of one answer, are shown to everybody. What they were painted from goes for
 * good: nobody takes a cover off what is public.
 */
export async function publishPhotos(
  tx: Tx,
  caseId: string,
  of: { readonly side: 'author' } | { readonly side: 'answer'; readonly answerId: string },
): Promise<void> {
  const answerId = of.side === 'answer' ? of.answerId : null;
  await tx.db
    .updateTable('case_photos')
    .set({ state: 'published', original_id: null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('side', '=', of.side)
    .$if(answerId !== null, (q) => q.where('answer_id', '=', answerId))
    .where('state', '=', 'closed')
    .execute();
  const originals = await tx.db
    .deleteFrom('case_photos')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('side', '=', of.side)
    .$if(answerId !== null, (q) => q.where('answer_id', '=', answerId))
    .where('state', '=', 'removed')
    .returning(PHOTO_FILES)
    .execute();
  await forgetPhotos(tx, originals);
}

/** What a deleted row must hand to `forgetPhotos`. */
export const PHOTO_FILES = ['object_key', 'thumbnail_key', 'data_key_id'] as const;

/** Nothing opens the files of these rows from now on, wherever copies of them lie; the files go after. */
export async function forgetPhotos(
  tx: Tx,
  gone: readonly Pick<Selectable<CasePhotoTable>, (typeof PHOTO_FILES)[number]>[],
): Promise<void> {
  await destroyLocks(tx, gone);
  await forgetFiles(tx, gone);
}

const destroyLocks = (
  tx: Tx,
  gone: readonly { readonly data_key_id: string | null }[],
): Promise<void> =>
  tx.vault.destroyKeys(gone.map((row) => row.data_key_id).filter((id) => id !== null));

/** The files of rows that are gone go too, once the transaction is in. */
export async function forgetFiles(
  tx: Tx,
  rows: readonly { readonly object_key: string; readonly thumbnail_key: string }[],
): Promise<void> {
  const keys = rows.flatMap((row) => [row.object_key, row.thumbnail_key]);
  if (keys.length > 0)
    await tx.enqueue('cases.delete-photos', { region: regionId(tx), keys: keys.join(' ') });
}

/** What was shown is shown no more: a withdrawn case keeps its photos for its author alone. */
export async function closePhotos(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .updateTable('case_photos')
    .set({ state: 'closed' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'published')
    .execute();
}

/** The author takes a photo out of a form: unreadable at once, the sweep takes its files. */
export async function removeDraftPhoto(tx: Tx, draftHash: string, photoId: string): Promise<void> {
  const gone = await tx.db
    .deleteFrom('case_photos')
    .where('region_id', '=', regionId(tx))
    .where('draft_hash', '=', draftHash)
    .where('id', '=', photoId)
    .returning('data_key_id')
    .execute();
  await destroyLocks(tx, gone);
}

export async function unreferencedKeys(tx: Tx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await tx.db
    .selectFrom('case_photos')
    .select(['object_key', 'thumbnail_key'])
    .where('region_id', '=', regionId(tx))
    .where((eb) => eb.or([eb('object_key', 'in', keys), eb('thumbnail_key', 'in', keys)]))
    .execute();
  const named = new Set(rows.flatMap((row) => [row.object_key, row.thumbnail_key]));
  return keys.filter((key) => !named.has(key));
}

/** Photos of forms that were never sent lose their rows with the form; the sweep takes the files. */
export async function dropDraftPhotos(tx: Tx, draftHashes: readonly string[]): Promise<void> {
  if (draftHashes.length === 0) return;
  const gone = await tx.db
    .deleteFrom('case_photos')
    .where('region_id', '=', regionId(tx))
    .where('draft_hash', 'in', draftHashes)
    .returning('data_key_id')
    .execute();
  await destroyLocks(tx, gone);
}

/** Closes every photo of a case that everybody could see. @returns their ids */
export async function takePhotos(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.db
    .updateTable('case_photos')
    .set({ state: 'closed' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'published')
    .returning('id')
    .execute();
  if (rows.length === 0) throw new AppError('not-found', { kind: 'photo' });
  return rows.map(({ id }) => id);
}

/** Shows them again; those that are gone meanwhile stay gone. */
export async function showPhotos(tx: Tx, caseId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('case_photos')
    .set({ state: 'published' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', 'in', ids)
    .where('state', '=', 'closed')
    .execute();
}
