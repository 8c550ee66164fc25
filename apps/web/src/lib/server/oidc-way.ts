import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from './cookie-options.ts';

const WAY_s = 600;
// The host's own cookie where the site is served by https: no neighbour domain can plant one.
const nameFor = (url: URL): string =>
  url.protocol === 'https:' ? '__Host-otklik_way' : 'otklik_way';

/** Keeps the secret of the browser that sets out for a provider. */
export function keepWay(cookies: Cookies, url: URL, browser: string): void {
  cookies.set(nameFor(url), browser, {
    path: '/',
    maxAge: WAY_s,
    // Lax: it must come along when the provider leads back.
    ...cookieOptions(url),
  });
}

/** The secret, once; empty when this browser did not set out. */
export function takeWay(cookies: Cookies, url: URL): string {
  const name = nameFor(url);
  const browser = cookies.get(name) ?? '';
  cookies.delete(name, { path: '/' });
  return browser;
}
