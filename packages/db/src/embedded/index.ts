import { openEmbedded } from './embedded-server.ts';
import type { EmbeddedOptions, EmbeddedServer } from './types.ts';

export { EmbeddedError } from './embedded-error.ts';
export type { EmbeddedErrorCode } from './embedded-error.ts';
export type { EmbeddedLog, EmbeddedOptions, EmbeddedServer } from './types.ts';

/**
 * Starts the PostgreSQL of a data folder for a serving process, or adopts the one that a killed process
 * left running; makes the cluster at the first start. Durable: fsync, synchronous_commit and
 * full_page_writes stay on. Only one process at a time may serve a folder. While it serves, a PostgreSQL
 * that dies is started again at the same address.
 * @throws EmbeddedError; `data-folder-in-use` carries the other process in `data.pid`
 */
export function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return openEmbedded('serve', options);
}

/**
 * For a command that runs beside a server or without one: uses the running PostgreSQL, or starts it;
 * `stop()` stops it only when no other process of ours uses it.
 * @throws EmbeddedError
 */
export function joinEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return openEmbedded('join', options);
}
