import { newId, type App, type CleanPhoto } from '@otklik/kernel';

/** A cleaned photo that lies in storage and waits for its row. */
export interface KeptPhoto {
  readonly id: string;
  readonly objectKey: string;
  readonly thumbnailKey: string;
  readonly sha256: string;
  readonly width_px: number;
  readonly height_px: number;
}

/**
 * The one pipeline for every door: decode, turn upright, re-encode without metadata, store. Runs before
 * the transaction; what stays without a row (a refused form) is swept as an orphan after a day.
 *
 * @throws AppError photo-undecodable, photo-too-large
 */
export async function keepPhotos(
  app: App,
  region: string,
  photos: readonly Uint8Array[],
): Promise<KeptPhoto[]> {
  const kept: KeptPhoto[] = [];
  for (const original of photos) {
    const clean = await app.ports.images.clean(original);
    kept.push(await keepClean(app, region, newId(app.clock.now().getTime()), clean));
  }
  return kept;
}

/** Stores what the image port made, under an id of its own. */
export async function keepClean(
  app: App,
  region: string,
  id: string,
  clean: CleanPhoto,
): Promise<KeptPhoto> {
  const base = `photos/${region.toLowerCase()}/${id.slice(-2)}/${id}`;
  const photo = {
    id,
    objectKey: `${base}.jpg`,
    thumbnailKey: `${base}-small.jpg`,
    sha256: clean.sha256,
    width_px: clean.width_px,
    height_px: clean.height_px,
  };
  await app.ports.objects.put(photo.objectKey, clean.bytes, clean.contentType);
  await app.ports.objects.put(photo.thumbnailKey, clean.thumbnail, clean.contentType);
  return photo;
}
