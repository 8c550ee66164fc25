import { defineCommand, type Context } from '@otklik/kernel';
import { removeDraftPhoto as removePhoto } from '@otklik/cases';
import type { z } from 'zod';
import { removeDraftPhoto as input } from '../schema.ts';
import { draftHash, readDraft } from '../store/drafts.ts';

/** Takes a photo out of a form not sent yet; the sweep removes the file. */
export const removeDraftPhoto = defineCommand({
  name: 'complaints.remove-draft-photo',
  input,
  async policy({ tx, input: { token } }: Context<z.output<typeof input>>) {
    await readDraft(tx, token);
  },
  async handle({ tx, input: { token, photoId } }) {
    await removePhoto(tx, draftHash(token), photoId);
    return { id: photoId };
  },
});
