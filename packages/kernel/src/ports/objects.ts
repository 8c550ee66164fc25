/** Storage of processed files. Keys are made by the server (`^[a-z0-9/_.-]+$`), never by a user. */
export interface ObjectStore {
  /** Durable on return (temporary name, fsync, rename). */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Null when there is no such object. */
  get(key: string): Promise<{ bytes: Uint8Array; contentType: string } | null>;
  delete(key: string): Promise<void>;
  /** Keys under a prefix, older than the given instant: for the sweep of orphans. */
  list(prefix: string, olderThan: Date): AsyncIterable<string>;
}
