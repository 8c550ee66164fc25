import { locales, localizePath } from '@otklik/i18n';
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from './cookie-options.ts';

const TAKEN = 'otklik_intake';
/** Long enough to print the sheet and to type the code back from it, too short to stay on a shared machine. */
const TAKEN_LIFE_s = 15 * 60;
const paths = locales.map((locale) => localizePath('/desk/intake', locale));

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

/** What the sheet for the author says, for a few minutes, in the clerk's browser alone. */
export interface Taken {
  readonly number: string;
  readonly receipt: string;
  readonly moderation: { readonly amount: number; readonly unit: string };
}

export function keepTaken({ cookies, url }: Event, taken: Taken): void {
  for (const path of paths)
    cookies.set(TAKEN, JSON.stringify(taken), {
      path,
      maxAge: TAKEN_LIFE_s,
      ...cookieOptions(url),
    });
}

export function dropTaken({ cookies, url }: Event): void {
  for (const path of paths) cookies.delete(TAKEN, { path, ...cookieOptions(url) });
}

export function takenOf(cookies: Cookies): Taken | null {
  try {
    const { number, receipt, moderation } = JSON.parse(cookies.get(TAKEN) ?? 'null') as Taken;
    if (typeof number !== 'string' || typeof receipt !== 'string') return null;
    return { number, receipt, moderation };
  } catch {
    return null;
  }
}
