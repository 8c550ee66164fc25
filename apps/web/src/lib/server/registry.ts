import { isAppError } from '@otklik/kernel';
import { error } from '@sveltejs/kit';
import { noteRefusal } from '#lib/server/told-refusal.ts';

/** The registry's verbs and who asks, from a request. */
export const registryOf = ({ services: { registry }, actor }: App.Locals) => ({ registry, actor });

/** Waits for an answer; a refusal becomes the page that says so. */
export async function orErrorPage<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (refusal) {
    if (!isAppError(refusal)) throw refusal;
    noteRefusal(refusal);
    // A wrong cursor or an endless id comes from a mended address: there is no such page.
    error(refusal.code === 'invalid-input' ? 404 : refusal.status, refusal.code);
  }
}
