import { newId, type Actor, type App } from '@otklik/kernel';
import type { z } from 'zod';
import { keepClean, type KeptPhoto } from './photos.ts';
import { readPhoto } from './read-photo.ts';
import type { photoCover } from './schema-photos.ts';

interface Asked extends z.output<z.ZodObject<typeof photoCover>> {
  /** For a form not sent yet: the hash of its token. */
  readonly draftHash?: string;
}

/**
 * Paints a photo over, before the transaction: what the asker may not see is not found here already. The new
 * files wait for their row; refused, they are swept as orphans.
 *
 * @throws AppError not-found, photo-undecodable, over-capacity
 */
export async function paintPhoto(
  app: App,
  actor: Actor,
  { photoId, areas, manner, draftHash }: Asked,
): Promise<KeptPhoto> {
  const asked = { id: photoId, ...(draftHash === undefined ? {} : { draftHash }) };
  const { bytes } = await readPhoto(app, actor, asked);
  const painted = await app.ports.images.cover(bytes, areas, manner);
  return keepClean(app, actor.region, newId(app.clock.now().getTime()), painted);
}
