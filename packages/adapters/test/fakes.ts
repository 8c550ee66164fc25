import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAppError } from '@otklik/kernel';
import type { Log } from '@otklik/kernel';
import { onTestFinished } from 'vitest';

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-adapters-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A log that keeps `level event` lines. */
export function keptLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    info: (event) => void lines.push(`info ${event}`),
    warn: (event) => void lines.push(`warn ${event}`),
    error: (event) => void lines.push(`error ${event}`),
  };
}

/** `code` or `code/detail` of the AppError that the work throws; what it says when it throws another. */
export async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'nothing thrown';
  } catch (error) {
    if (!isAppError(error)) return String(error);
    const detail = Object.values(error.data)[0];
    return detail === undefined ? error.code : `${error.code}/${String(detail)}`;
  }
}
