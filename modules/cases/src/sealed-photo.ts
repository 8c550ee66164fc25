import {
  createDataKey,
  newId,
  openFile,
  sealAad,
  sealFile,
  type App,
  type Ports,
} from '@otklik/kernel';
import type { WrappedKey } from '@otklik/db';
import { dayOf } from './model/day.ts';

export type PhotoSize = 'full' | 'small';

/** Sealed files of one photo that lie in storage, and the key that their row must bring into the database. */
export interface SealedFiles {
  readonly objectKey: string;
  readonly thumbnailKey: string;
  readonly dataKey: WrappedKey;
}

/** What the sealed bytes are, so that nobody takes them for a picture. */
const SEALED_TYPE = 'application/octet-stream';

/**
 * A photo's file opens at its own place only. Its case is no part of the place: a form's photo becomes a
 * case's without being written again, and the id of a photo is given once.
 */
const placeOf = (region: string, id: string, size: PhotoSize): string =>
  sealAad({ region, table: 'case_photos', column: size, rowId: id });

/**
 * Seals both sizes under a fresh data key and stores them. The wrapped key is only handed back: until the
 * row is written nothing can open the files, and a refused form leaves noise behind. The names hold the key's
 * id, so that two writers of one photo never write over each other.
 */
export async function storeSealed(
  app: App,
  region: string,
  id: string,
  { bytes, thumbnail }: { readonly bytes: Uint8Array; readonly thumbnail: Uint8Array },
): Promise<SealedFiles> {
  const { keys, objects } = app.ports;
  const key = createDataKey();
  // The key's id names the files: it tells the day a photo came, not the moment.
  const madeAt = dayOf(app.clock.now());
  const dataKey = { id: newId(madeAt.getTime()), ...keys.wrap(key), madeAt };
  const base = `photos/${region.toLowerCase()}/${id.slice(-2)}/${id}-${dataKey.id}`;
  const files = { objectKey: `${base}.full`, thumbnailKey: `${base}.small`, dataKey };
  const put = (name: string, size: PhotoSize, plain: Uint8Array) =>
    objects.put(name, sealFile(key, placeOf(region, id, size), plain), SEALED_TYPE);
  await put(files.objectKey, 'full', bytes);
  await put(files.thumbnailKey, 'small', thumbnail);
  return files;
}

/** Where one size of a photo lies; without a lock it is plain, from before photos were sealed. */
export interface StoredPhoto {
  readonly region: string;
  readonly id: string;
  readonly size: PhotoSize;
  readonly key: string;
  readonly lock: WrappedKey | null;
}

/**
 * The picture's bytes, JPEG; null when the file is gone.
 * @throws AppError unavailable when the file is not the one that this photo's key sealed for this place
 */
export async function openStored(
  { keys, objects }: Pick<Ports, 'keys' | 'objects'>,
  { region, id, size, key, lock }: StoredPhoto,
): Promise<Uint8Array | null> {
  const object = await objects.get(key);
  if (!object || !lock) return object?.bytes ?? null;
  return openFile(keys.unwrap(lock.kekId, lock.wrapped), placeOf(region, id, size), object.bytes);
}
