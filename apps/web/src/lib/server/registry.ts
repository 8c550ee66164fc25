import { isAppError, type Actor, type Face } from '@otklik/kernel';
import type { manifest } from '@otklik/registry';
import { error } from '@sveltejs/kit';

/** The registry's verbs and who asks, from a request. 503 while the pages run without a server. */
export function registryOf(locals: App.Locals): {
  registry: Face<typeof manifest>;
  actor: Actor;
} {
  const registry = locals.services['registry'] as Face<typeof manifest> | undefined;
  const actor = locals.actor as Actor | undefined;
  if (!registry || !actor) error(503, 'unavailable');
  return { registry, actor };
}

/** Waits for an answer; a refusal becomes the page that says so. */
export async function orErrorPage<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (refusal) {
    if (!isAppError(refusal)) throw refusal;
    // A wrong cursor or an endless id comes from a mended address: there is no such page.
    error(refusal.code === 'invalid-input' ? 404 : refusal.status, refusal.code);
  }
}
