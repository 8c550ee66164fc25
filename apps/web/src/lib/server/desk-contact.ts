import type { RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';

/** Those who answer for a clinic; nobody else has business with an author's contact. */
const READERS: readonly string[] = ['executor', 'head'];

/**
 * The contact that the author has opened to the clinic. It is read only when somebody asks to see it
 * (`?contact=shown`), for each reading stands in the author's list of who looked.
 */
export async function contactIn(
  { locals, url }: Pick<RequestEvent, 'locals' | 'url'>,
  number: string,
) {
  const { actor, services } = locals;
  if (actor.kind !== 'person' || !actor.grants.some(({ role }) => READERS.includes(role)))
    return null;
  try {
    const { eye, openSince } = await services.safeguards.getSafeguards(actor, { number });
    if (eye !== 'clinic') return null;
    const asked = openSince !== null && url.searchParams.get('contact') === 'shown';
    return {
      is_open: openSince !== null,
      shown: asked ? await services.safeguards.readContact(actor, { number }) : null,
    };
  } catch (thrown) {
    const code = refusalOf(thrown)?.code;
    // Closed between the two questions.
    if (code === 'not-found') return { is_open: false, shown: null };
    if (code === 'forbidden') return null;
    throw thrown;
  }
}
