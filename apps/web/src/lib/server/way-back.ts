import type { Cookies } from '@sveltejs/kit';
import { returnPath } from '#lib/return-path.ts';
import { cookieOptions } from './cookie-options.ts';

const WAY_COOKIE = 'otklik_back';
const HOUR_s = 3600;

/**
 * Keeps the page that asked for a sign-in (`?back=`), because the way leads through a letter and perhaps
 * through a second factor.
 */
export function rememberWay(url: URL, cookies: Cookies): void {
  const back = returnPath(url.searchParams.get('back'), url.origin, '');
  if (back) keepBack(url, cookies, back);
}

/** Keeps an own path to go on with. */
export function keepBack(url: URL, cookies: Cookies, back: string): void {
  cookies.set(WAY_COOKIE, back, {
    path: '/',
    maxAge: HOUR_s,
    ...cookieOptions(url),
  });
}

/** The page to go on with after sign-in, asked once; `fallback` where none was remembered. */
export function wayBack(url: URL, cookies: Cookies, fallback: string): string {
  const back = returnPath(cookies.get(WAY_COOKIE), url.origin, fallback);
  cookies.delete(WAY_COOKIE, { path: '/' });
  return back;
}
