import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoringVectorFile } from '../../src/index.ts';
import { readScoringVectors } from '../../src/index.ts';

const FOLDER = join(import.meta.dirname, '../vectors');

/** The golden files by the name of their method. */
export const goldenFiles: readonly (readonly [string, ScoringVectorFile])[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readScoringVectors(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))))
  .map((file) => [file.name, file]);

/** The input of a golden case. */
export function inputOf(id: string): Record<string, unknown> {
  const vector = goldenFiles.flatMap(([, file]) => file.cases).find((one) => one['id'] === id);
  if (!vector) throw new Error(`no case ${id}`);
  return structuredClone(vector['input']) as Record<string, unknown>;
}
