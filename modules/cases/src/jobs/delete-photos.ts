import { defineJob } from '@otklik/jobs';

/** Removes the files of photos whose rows are gone; a file that is gone already is no trouble. */
export const deletePhotos = defineJob({
  name: 'cases.delete-photos',
  async run({ app, payload }) {
    for (const key of String(payload.keys).split(' ')) await app.ports.objects.delete(key);
  },
});
