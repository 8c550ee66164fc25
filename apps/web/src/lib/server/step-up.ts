import { localizePath, withoutLocale } from '@otklik/i18n';
import type { Actor } from '@otklik/kernel';
import type { WebServices } from '#lib/server/services.ts';

/** Where refusals with `step-up-required` lead; the hook adds what was to be done. */
export const STEP_UP_PATH = '/sign-in/again';

const BODY_MAX_bytes = 100_000;

/** A copy of a form that may have to be kept, taken before its action reads it; null where there is nothing to keep. */
export function copyOfForm(request: Request, actor: Actor): Request | null {
  if (request.method !== 'POST' || actor.kind !== 'person') return null;
  const type = request.headers.get('content-type') ?? '';
  const is_form =
    type.startsWith('application/x-www-form-urlencoded') || type.startsWith('multipart/form-data');
  const length = Number(request.headers.get('content-length') ?? Infinity);
  return is_form && length <= BODY_MAX_bytes ? request.clone() : null;
}

/** True for an answer that leads to the page where one proves oneself again. */
export function leadsToStepUp(response: Response): boolean {
  if (response.status !== 303) return false;
  const location = response.headers.get('location') ?? '';
  return withoutLocale(location.split('?')[0] ?? '') === STEP_UP_PATH;
}

/**
 * The address of that page with what was to be done: a form is parked, sealed, so that nothing typed is
 * lost; a page is only remembered. Files cannot be kept: their form is opened anew.
 */
export async function stepUpAddress(
  asked: { readonly url: URL; readonly copy: Request | null },
  who: {
    readonly actor: Actor;
    readonly accounts: WebServices['accounts'];
    readonly locale: 'ru' | 'en';
  },
): Promise<string> {
  const page = localizePath(STEP_UP_PATH, who.locale);
  const path = asked.url.pathname + asked.url.search;
  const back = `${page}?back=${encodeURIComponent(asked.copy ? asked.url.pathname : path)}`;
  if (!asked.copy) return back;
  const fields: [string, string][] = [];
  for (const [name, value] of (await asked.copy.formData()).entries()) {
    if (typeof value !== 'string') return back;
    fields.push([name, value]);
  }
  const { deedId } = await who.accounts.parkDeed(who.actor, { path, fields });
  return `${page}?deed=${deedId}`;
}
