/**
 * What the server hands to the pages: running services by name. The server sets it before the first
 * request; the pages' bundle must never make its own (it would open a second database pool).
 */
export interface WebServices {
  /** True in demo mode: the gallery and the mailbox exist only then. */
  demo?: boolean;
  [name: string]: unknown;
}

const key = Symbol.for('otklik.services');

/** The services of this process; empty while the pages run alone (in checks of the pages). */
export function services(): WebServices {
  return (globalThis as { [key]?: WebServices })[key] ?? {};
}
