import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = join(import.meta.dirname, '..');

/** Parsed JSON files of a folder of this test, by name. */
export function filesIn(folder: string): [name: string, json: unknown][] {
  const path = join(HERE, folder);
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(join(path, name), 'utf8')) as unknown]);
}
