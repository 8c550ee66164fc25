import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { readCase, regionId } from '../store/cases.ts';
import { isShown } from '../stubs.ts';
import { audienceOf, seesClosed } from '../view.ts';

const input = z.strictObject({
  id: z.uuid(),
  size: z.enum(['full', 'small']).default('full'),
  /** For a form not sent yet: the hash of its token. */
  draftHash: z.string().max(64).optional(),
});

/** Where a photo lies, for who may see it: published ones for all, closed ones for the author and the staff. */
export const findPhoto = defineQuery({
  name: 'cases.find-photo',
  input,
  async policy({ tx, actor, input: { id, draftHash } }: Context<z.output<typeof input>>) {
    const photo = await tx.db
      .selectFrom('case_photos')
      .selectAll()
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .where('state', '<>', 'removed')
      .executeTakeFirst();
    const notFound = new AppError('not-found', { kind: 'photo' });
    if (!photo) throw notFound;
    if (photo.draft_hash !== null) {
      if (photo.draft_hash !== draftHash) throw notFound;
      return { photo, audience: 'author' as const, is_shown: false };
    }
    const row = await readCase(tx, { id: photo.case_id! });
    const audience = audienceOf(actor, row);
    const is_shown = isShown(row, photo);
    const own =
      audience === 'staff' ||
      seesClosed(audience, { side: photo.side, promiseId: photo.promise_id });
    if (!is_shown && !own) throw notFound;
    return { photo, audience, is_shown };
  },
  async handle({ tx, subject: { photo, is_shown }, input: { id, size } }) {
    const lock = photo.data_key_id === null ? null : await tx.vault.wrappedKey(photo.data_key_id);
    // A photo whose key was destroyed is erased, whatever else is left of it.
    if (photo.data_key_id !== null && !lock) throw new AppError('not-found', { kind: 'photo' });
    return {
      region: photo.region_id,
      id,
      size,
      key: size === 'small' ? photo.thumbnail_key : photo.object_key,
      lock,
      public: is_shown,
    };
  },
  // What the author has shown to those who work here, or to the clinic alone: a look of theirs leaves a trace.
  audit: ({ subject: { photo, audience } }) =>
    photo.state !== 'published' &&
    photo.side !== 'answer' &&
    (audience === 'staff' || audience === 'clinic')
      ? { object: photo.case_id! }
      : null,
});
