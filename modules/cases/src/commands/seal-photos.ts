import { AppError, defineCommand, runQuery, type App } from '@otklik/kernel';
import { z } from 'zod';
import { findPlainPhotos } from '../queries/find-plain-photos.ts';
import { storeSealed, type SealedFiles } from '../sealed-photo.ts';
import { nameSealed, type PlainPhoto } from '../store/plain-photos.ts';

interface Prepared {
  readonly before: PlainPhoto;
  /** Null when a file of the photo is not there. */
  readonly sealed: SealedFiles | null;
}

async function sealOne(app: App, region: string, before: PlainPhoto): Promise<Prepared> {
  const bytes = await app.ports.objects.get(before.object_key);
  const thumbnail = await app.ports.objects.get(before.thumbnail_key);
  if (!bytes || !thumbnail) return { before, sealed: null };
  const files = { bytes: bytes.bytes, thumbnail: thumbnail.bytes };
  return { before, sealed: await storeSealed(app, region, before.id, files) };
}

/**
 * Seals the next photos that were stored plain. The sealed files are written under names of their own before
 * the transaction, so a run that was cut off leaves every photo whole, and the next one goes on where it was;
 * what it had written and no row names is swept as an orphan.
 */
export const sealPhotos = defineCommand({
  name: 'cases.seal-photos',
  input: z.strictObject({
    after: z.uuid().nullable().default(null),
    limit: z.number().int().min(1).max(100).default(20),
  }),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  // Whoever is no clock is refused by the policy, and may have no file written on the way there.
  async prepare({ app, actor, input }): Promise<Prepared[]> {
    if (actor.kind !== 'system') return [];
    const { photos } = await runQuery(app, actor, findPlainPhotos, input);
    const prepared: Prepared[] = [];
    for (const photo of photos) prepared.push(await sealOne(app, actor.region, photo));
    return prepared;
  },
  async handle({ tx, prepared, input: { limit } }) {
    let sealed = 0;
    for (const one of prepared)
      if (one.sealed && (await nameSealed(tx, one.before, one.sealed))) sealed += 1;
    return {
      sealed,
      /** Photos of which a file is not there: they stay as they are. */
      missing: prepared.filter((one) => !one.sealed).map(({ before }) => before.id),
      /** Where the next call goes on; null at the end. */
      cursor: prepared.length < limit ? null : prepared.at(-1)!.before.id,
    };
  },
  audit: ({ output }) => ({ object: 'case-photos', after: String(output.sealed) }),
});
