import { copyFile, open, stat, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const CHECK_INTERVAL_MS = 60_000;

/**
 * Keeps the server's log at twice `limit_bytes` at most: one old file beside the living one. The server
 * writes by an inherited handle in append mode, so the file is emptied, not renamed.
 */
export async function limitLog(file: string, limit_bytes = LOG_LIMIT_BYTES): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= limit_bytes) return;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
}

/** Watches the log's size while a serving process lives; returns the way to stop. */
export function watchLog(file: string): () => void {
  const timer = setInterval(() => void limitLog(file).catch(() => undefined), CHECK_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Opens the log for a server to write to, readable by this user only. */
export function openLog(file: string): Promise<FileHandle> {
  return open(file, 'a', 0o600);
}

/** The log from `offset` on, its last 4 kB at most. */
export async function logTail(file: string, offset: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const from = Math.max(offset > size ? 0 : offset, size - 4096);
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - from),
      0,
      size - from,
      from,
    );
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}
