import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of all JSON files of a folder and its subfolders, in a stable order; throws when one cannot be listed. */
export async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...(await jsonFiles(path)));
    else if (/\.json$/i.test(entry.name)) paths.push(path);
  }
  return paths;
}
