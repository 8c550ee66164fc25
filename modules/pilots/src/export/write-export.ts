import type { App, Manifest } from '@otklik/kernel';
import type { ExportedFile } from '../schema.ts';
import { partsOf, type Part } from './parts.ts';

interface Asked {
  readonly app: App;
  readonly region: string;
  readonly places: readonly { readonly id: string; readonly code: string }[];
  /** Every module of the program: each says itself what it gives. */
  readonly modules: readonly Pick<Manifest, 'name' | 'regionExport'>[];
  readonly signal: AbortSignal;
  /** Keeps one file, durable on return. */
  readonly put: (part: Part) => Promise<void>;
}

/**
 * Writes what every module gives of some places, part by part: memory holds one part of one table.
 * @returns the files, by name
 */
export async function writeExport({ modules, put, ...asked }: Asked): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  for (const module of modules)
    for (const table of module.regionExport ?? []) {
      const rows = table.run(asked);
      for await (const made of partsOf(`${module.name}.${table.name}`, table.part, rows)) {
        asked.signal.throwIfAborted();
        await put(made);
        const { content: _content, contentType: _type, ...file } = made;
        files.push(file);
      }
    }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where a file of a pilot's export lies. */
export const exportKey = (region: string, pilotId: string, name: string): string =>
  `exports/${region.toLowerCase()}/${pilotId}/${name}`;
