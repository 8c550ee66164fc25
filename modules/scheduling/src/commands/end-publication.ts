import { defineCommand } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { endPublication as input } from '../schema.ts';
import { retireFiles } from '../store/files.ts';
import { setPublication } from '../store/publications.ts';

/** Ends a publication: weeks that are over leave it, and its moment is told where something differs. */
export const endPublication = defineCommand({
  name: 'scheduling.end-publication',
  input,
  policy: onlyTime,
  async handle({ tx, input: { at } }) {
    await retireFiles(tx);
    return { changed: await setPublication(tx, new Date(at)) };
  },
  audit: ({ output }) => ({ object: 'scheduling', after: output.changed ? 'changed' : 'same' }),
});
