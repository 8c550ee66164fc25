import type { Selectable } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
import type { KeptPhoto } from '../photos.ts';
import { regionId } from './cases.ts';
import { forgetPhotos, PHOTO_FILES } from './photos.ts';
import type { CasePhotoTable } from './tables.ts';

type PhotoRow = Selectable<CasePhotoTable>;
type Home = { readonly caseId: string } | { readonly draftHash: string };

/** A photo of this case or form that is in sight, locked. @throws AppError not-found */
export async function photoAt(tx: Tx, home: Home, photoId: string): Promise<PhotoRow> {
  const row = await tx.db
    .selectFrom('case_photos')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('id', '=', photoId)
    .where('state', '<>', 'removed')
    .$if('caseId' in home, (q) => q.where('case_id', '=', 'caseId' in home ? home.caseId : ''))
    .$if('draftHash' in home, (q) =>
      q.where('draft_hash', '=', 'draftHash' in home ? home.draftHash : ''),
    )
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'photo' });
  return row;
}

const dropRow = async (tx: Tx, id: string): Promise<void> => {
  const gone = await tx.db
    .deleteFrom('case_photos')
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .returning(PHOTO_FILES)
    .execute();
  await forgetPhotos(tx, gone);
};

const setState = (tx: Tx, id: string, state: PhotoRow['state']) =>
  tx.db
    .updateTable('case_photos')
    .set({ state })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .execute();

/**
 * A painted photo takes the place of the one it was made from, under an address of its own. The first
 * original is kept out of sight while the case is not published; of a published photo, and of one that its
 * author covers and holds anyway, nothing is kept.
 */
export async function coverPhoto(
  tx: Tx,
  before: PhotoRow,
  painted: KeptPhoto,
  by: 'author' | 'moderator' = 'moderator',
): Promise<void> {
  const isKept = by === 'moderator' && before.state === 'closed' && before.case_id !== null;
  const first = before.original_id ?? before.id;
  await tx.vault.keepKeys([painted.dataKey]);
  await tx.db
    .insertInto('case_photos')
    .values({
      ...before,
      id: painted.id,
      object_key: painted.objectKey,
      thumbnail_key: painted.thumbnailKey,
      data_key_id: painted.dataKey.id,
      sha256: painted.sha256,
      width_px: painted.width_px,
      height_px: painted.height_px,
      original_id: isKept ? first : null,
    })
    .execute();
  if (isKept && before.original_id === null) await setState(tx, before.id, 'removed');
  else await dropRow(tx, before.id);
  if (!isKept && before.original_id !== null) await dropRow(tx, before.original_id);
}

/** A photo of a case that nobody has published goes for good, with what it was painted from. */
export async function dropPhoto(tx: Tx, { id, original_id }: PhotoRow): Promise<void> {
  await dropRow(tx, id);
  if (original_id !== null) await dropRow(tx, original_id);
}

/** The photo as it came in stands again. @throws AppError move-impossible (`no-original`) */
export async function uncoverPhoto(tx: Tx, painted: PhotoRow): Promise<{ id: string }> {
  const { original_id: id } = painted;
  if (id === null) throw new AppError('move-impossible', { reason: 'no-original' });
  await setState(tx, id, painted.state);
  await dropRow(tx, painted.id);
  return { id };
}

/** Marks a photo, and what it was painted from: uncovered it is as disturbing as before. */
export async function markDisturbing(
  tx: Tx,
  { id, original_id }: PhotoRow,
  disturbing: boolean,
): Promise<void> {
  await tx.db
    .updateTable('case_photos')
    .set({ disturbing })
    .where('region_id', '=', regionId(tx))
    .where('id', 'in', original_id === null ? [id] : [id, original_id])
    .execute();
}
