import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { postmasterPid, runLive } from './live-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readyFolder: string;
  }
}

/** One data folder for the run, made and stopped as an installation would: migrated, with the registry. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-ready-'));
  runLive({ dataDir: folder, port: 8080 }, ['migrate']);
  // A copy of a running cluster would be none.
  if ((await postmasterPid(folder)) !== null) throw new Error('PostgreSQL still runs');
  provide('readyFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Makes `dataDir` a copy of it: to make one anew costs each file some ten seconds of a core. */
export function copyReadyFolder(dataDir: string): void {
  // The cluster may belong to another user: Node's own copy would not keep that.
  execFileSync('cp', ['-a', `${inject('readyFolder')}/.`, dataDir]);
}
