import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { makeReady } from './make-ready.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readyFolder: string;
  }
}

// Every project of a run has its own set-up, in one process: whichever comes first makes the folder.
const MADE = Symbol.for('otklik.tests.ready-folder');
type Process = typeof globalThis & { [MADE]?: Promise<string> };

async function make(): Promise<string> {
  // `npm test` has made it while it checked types.
  const made = process.env['OTKLIK_READY_FOLDER'];
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), 'otklik-ready-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await makeReady(folder);
  return folder;
}

/** One data folder for the run, made and stopped as an installation would: migrated, with the registry. */
export const readyFolder = (): Promise<string> => ((globalThis as Process)[MADE] ??= make());

export default async function setup({ provide }: TestProject): Promise<void> {
  provide('readyFolder', await readyFolder());
}

/** Copies a data folder; the cluster may belong to another user: Node's own copy would not keep that. */
export function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', `${from}/.`, to]);
}

/** Makes `dataDir` a copy of the ready one: to make one anew costs each file some ten seconds of a core. */
export function copyReadyFolder(dataDir: string): void {
  copyFolder(inject('readyFolder'), dataDir);
}
