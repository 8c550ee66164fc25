import { locales, localizePath } from '@otklik/i18n';
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from './cookie-options.ts';

const SENT = 'otklik_thanks';
/** Long enough to write the code down and to survive a reload, too short to stay on a shared machine. */
const SENT_LIFE_s = 15 * 60;
const paths = locales.map((locale) => localizePath('/thanks', locale));

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

/** What the page after sending shows, for a few minutes, to this browser alone. */
export interface SentThanks {
  readonly number: string;
  readonly receipt: string;
}

export function keepSentThanks({ cookies, url }: Event, sent: SentThanks): void {
  for (const path of paths)
    cookies.set(SENT, JSON.stringify(sent), {
      path,
      maxAge: SENT_LIFE_s,
      ...cookieOptions(url),
    });
}

export function sentThanksOf(cookies: Cookies): SentThanks | null {
  try {
    const sent = JSON.parse(cookies.get(SENT) ?? 'null') as Partial<SentThanks> | null;
    if (typeof sent?.number !== 'string' || typeof sent.receipt !== 'string') return null;
    return { number: sent.number, receipt: sent.receipt };
  } catch {
    return null;
  }
}
