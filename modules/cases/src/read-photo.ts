import { AppError, runQuery, type Actor, type App, type InputOf } from '@otklik/kernel';
import { findPhoto } from './queries/find-photo.ts';
import { openStored } from './sealed-photo.ts';

export interface ReadPhoto {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/jpeg';
  /** Everybody may see it and keep it for a while. */
  readonly public: boolean;
}

/**
 * A photo for who may see it. The file is read and opened after the transaction: a slow disk holds no
 * connection.
 *
 * @throws AppError not-found; unavailable when the stored file is not the one that was sealed
 */
export async function readPhoto(
  app: App,
  actor: Actor,
  asked: InputOf<typeof findPhoto>,
): Promise<ReadPhoto> {
  const found = await runQuery(app, actor, findPhoto, asked);
  const bytes = await openStored(app.ports, found);
  if (!bytes) throw new AppError('not-found', { kind: 'photo' });
  return { bytes, contentType: 'image/jpeg', public: found.public };
}
