import { newId, type App, type CleanPhoto } from '@otklik/kernel';
import { storeSealed, type SealedFiles } from './sealed-photo.ts';
import { dayOf } from './model/day.ts';

export { readPhoto, type ReadPhoto } from './read-photo.ts';

/** A cleaned photo that lies sealed in storage and waits for its row. */
export interface KeptPhoto extends SealedFiles {
  readonly id: string;
  readonly sha256: string;
  readonly width_px: number;
  readonly height_px: number;
}

/**
 * The one pipeline for every door: decode, turn upright, re-encode without metadata, seal, store. Runs before
 * the transaction; what stays without a row (a refused form) has no key, and is swept as an orphan after a day.
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
    // The id names the file too: it tells the day a photo came, not the moment.
    kept.push(await keepClean(app, region, newId(dayOf(app.clock.now()).getTime()), clean));
  }
  return kept;
}

/** Seals and stores what the image port made, under an id of its own. */
export async function keepClean(
  app: App,
  region: string,
  id: string,
  clean: CleanPhoto,
): Promise<KeptPhoto> {
  const { sha256, width_px, height_px } = clean;
  return { id, sha256, width_px, height_px, ...(await storeSealed(app, region, id, clean)) };
}
