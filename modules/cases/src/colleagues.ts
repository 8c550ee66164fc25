import type { Tx } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';

interface Entry {
  readonly actor: string;
  readonly role: string;
}

/**
 * Addresses of the people who made these steps, by principal (`person:<id>`), for the region's own staff:
 * whoever finds a case moved can ask the colleague who moved it. Never the author's.
 */
export async function colleaguesOf(
  tx: Tx,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const principals = entries
    .filter(({ actor, role }) => role !== 'author' && actor.startsWith('person:'))
    .map(({ actor }) => actor);
  for (const principal of new Set(principals)) {
    const address = await addressOf(tx, principal.slice('person:'.length));
    if (address) found.set(principal, address.email);
  }
  return found;
}
