import { locales, localizePath } from '@otklik/i18n';
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from './cookie-options.ts';

/** Long enough to write a code down, to print it and to survive a reload; too short to stay on a shared machine. */
const LIFE_s = 15 * 60;

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

/** What the pages below one address show this browser alone, for a few minutes: a receipt just given. */
export function briefCookie(name: string, address: string) {
  const paths = locales.map((locale) => localizePath(address, locale));
  return {
    keep({ cookies, url }: Event, value: object): void {
      for (const path of paths)
        cookies.set(name, JSON.stringify(value), { path, maxAge: LIFE_s, ...cookieOptions(url) });
    },
    drop({ cookies, url }: Event): void {
      for (const path of paths) cookies.delete(name, { path, ...cookieOptions(url) });
    },
    /** With a number and a receipt in it, or null: a browser may send anything. */
    read<T extends { readonly number: string; readonly receipt: string }>(
      cookies: Cookies,
    ): T | null {
      try {
        const kept = JSON.parse(cookies.get(name) ?? 'null') as Partial<T> | null;
        if (typeof kept?.number !== 'string' || typeof kept.receipt !== 'string') return null;
        return kept as T;
      } catch {
        return null;
      }
    },
  };
}
