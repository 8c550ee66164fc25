import { defineCommand } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { writeFiles as input } from '../schema.ts';
import { writeFile } from '../store/files.ts';

/** Makes some files of a publication. One whose words are as they were is left as it is. */
export const writeFiles = defineCommand({
  name: 'scheduling.write-files',
  input,
  policy: onlyTime,
  async handle({ app, tx, input: { at, names } }) {
    const changed: string[] = [];
    for (const name of names)
      if (await writeFile(tx, name, new Date(at), app.settings)) changed.push(name);
    return { changed };
  },
  audit: ({ output }) => ({ object: 'scheduling', after: `${output.changed.length}` }),
});
