import { locales, localizePath } from '@otklik/i18n';
import type { Actor } from '@otklik/kernel';
import type { Cookies } from '@sveltejs/kit';
import { briefCookie } from './brief-cookie.ts';
import { follow_cookie } from './services.ts';
import { cookieOptions } from './cookie-options.ts';

const DRAFT = 'otklik_draft';
const DRAFT_LIFE_s = 7 * 86_400;

// The form has an address in every language and the cookie must reach them all, but no other page.
const paths = locales.map((locale) => localizePath('/complaints/new', locale));

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

/** The token of a form not sent yet. */
export const draftToken = (cookies: Cookies): string | undefined => {
  const token = cookies.get(DRAFT);
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
};
export function keepDraftToken({ cookies, url }: Event, token: string): void {
  for (const path of paths)
    cookies.set(DRAFT, token, { path, maxAge: DRAFT_LIFE_s, ...cookieOptions(url) });
}
export function dropDraftToken({ cookies, url }: Event): void {
  for (const path of paths) cookies.delete(DRAFT, { path, ...cookieOptions(url) });
}

/** What the page after sending shows, for a few minutes, to this browser alone. */
export interface Sent {
  readonly number: string;
  readonly receipt: string;
  readonly is_draft: boolean;
  /** The author left no address: the code typed back is what confirms it. */
  readonly by_receipt: boolean;
}

const sent = briefCookie('otklik_sent', '/complaints/new');

export const keepSent: (event: Event, value: Sent) => void = sent.keep;
export const dropSent = sent.drop;
export function sentOf(cookies: Cookies): Sent | null {
  const kept = sent.read<Sent>(cookies);
  return (
    kept && {
      number: kept.number,
      receipt: kept.receipt,
      is_draft: kept.is_draft === true,
      by_receipt: kept.by_receipt === true,
    }
  );
}

/** The ticket of a receipt's holder; ends with the browser, for phones and machines are shared. */
export const keepFollow = ({ cookies, url }: Event, ticket: string): void =>
  cookies.set(follow_cookie, ticket, { path: '/', ...cookieOptions(url) });
export const dropFollow = ({ cookies, url }: Event): void =>
  cookies.delete(follow_cookie, { path: '/', ...cookieOptions(url) });

/** Who files: the holder of one case's receipt is a visitor like any other when writing a new one. */
export const filer = (actor: Actor): Actor =>
  actor.kind === 'receipt'
    ? { kind: 'visitor', region: actor.region, origin: actor.origin }
    : actor;
