import { defineCommand, type Context } from '@otklik/kernel';
import { coverPhoto, paintPhoto, photoAt } from '@otklik/cases';
import type { z } from 'zod';
import { coverDraftPhoto as input } from '../schema.ts';
import { draftHash, readDraft } from '../store/drafts.ts';

/** The author paints over what nobody needs to see, before the form is sent; the photo before it is forgotten. */
export const coverDraftPhoto = defineCommand({
  name: 'complaints.cover-draft-photo',
  input,
  limits: [{ per: 'origin', count_max: 120, window_s: 3600 }],
  prepare: ({ app, actor, input: { token, ...asked } }) =>
    paintPhoto(app, actor, { ...asked, draftHash: draftHash(token) }),
  async policy({ tx, input: { token } }: Context<z.output<typeof input>>) {
    await readDraft(tx, token, true);
  },
  async handle({ tx, prepared, input: { token, photoId } }) {
    const photo = await photoAt(tx, { draftHash: draftHash(token) }, photoId);
    await coverPhoto(tx, photo, prepared, 'author');
    return { id: prepared.id };
  },
});
