import { withoutLocale } from '@otklik/i18n';

// Pages that show or carry something personal: never kept by a browser or proxy, never told to others
// in a Referer. A new page with a token in its address belongs here.
const private_sections = [
  'my',
  'desk',
  'follow',
  'sign-in',
  'sign-out',
  'confirm',
  'invitation',
  'say',
  'subscribe',
  'unsubscribe',
  'survey',
  'survey-stop',
  's',
  'hall',
  'complaints/new',
  'thanks/sent',
  'thanks/follow',
  'access/alerts/confirm',
  'access/alerts/stop',
  'demo/mailbox',
  'demo/messages',
];

/** Pictures made to stand on pages of others: a clinic's button, figures of its survey. Nothing else may be shown there. */
const isForOthers = (pathname: string): boolean =>
  /^\/(?:buttons|widgets\/survey)\/[a-z0-9.-]+$/.test(pathname);
/** The frame with the same figures: an answer of that address alone, with a policy of its own. */
const isFrame = (pathname: string): boolean => /^\/widgets\/survey\/[a-z0-9-]+$/.test(pathname);

export function isPrivatePath(pathname: string): boolean {
  const path = withoutLocale(pathname).slice(1);
  return private_sections.some((section) => path === section || path.startsWith(`${section}/`));
}

/** Headers that Kit does not set itself (it sets the policy of pages, with a fresh nonce each). */
export function setSecurityHeaders(headers: Headers, pathname: string): void {
  const is_private = isPrivatePath(pathname);
  headers.set('x-content-type-options', 'nosniff');
  // Not `no-referrer`: under it browsers send forms with `Origin: null`, and no form of a private page
  // would pass the origin check (Fetch, "append a request Origin header"). Others learn nothing from either.
  headers.set('referrer-policy', is_private ? 'same-origin' : 'strict-origin-when-cross-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  const is_shown = isForOthers(pathname) && headers.get('content-type')?.startsWith('image/');
  const may_frame =
    isFrame(pathname) && headers.get('content-security-policy')?.endsWith('ancestors *');
  headers.set(
    'cross-origin-resource-policy',
    is_shown || may_frame ? 'cross-origin' : 'same-origin',
  );
  headers.set('permissions-policy', 'camera=(self), microphone=(self), geolocation=(self)');
  // Told to finders by every answer, the ones without a page too.
  if (is_private) headers.set('x-robots-tag', 'noindex');
  if (is_private) headers.set('cache-control', 'no-store');
  // A page carries its own nonce and the visitor's settings: a shared cache must not keep it.
  else if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  if (!headers.has('content-security-policy')) {
    headers.set(
      'content-security-policy',
      "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
  }
}
