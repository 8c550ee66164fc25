import { locales, localizePath } from '@otklik/i18n';
import type { Actor } from '@otklik/kernel';
import type { Cookies } from '@sveltejs/kit';
import { follow_cookie } from './services.ts';
import { cookieOptions } from './cookie-options.ts';

const DRAFT = 'otklik_draft';
const SENT = 'otklik_sent';
const DRAFT_LIFE_s = 7 * 86_400;
/** Long enough to print the receipt and to survive a reload, too short to stay on a shared machine. */
const SENT_LIFE_s = 15 * 60;

// The form has an address in every language and the cookie must reach them all, but no other page.
const paths = locales.map((locale) => localizePath('/complaints/new', locale));

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

function put({ cookies, url }: Event, name: string, value: string, maxAge: number): void {
  for (const path of paths) cookies.set(name, value, { path, maxAge, ...cookieOptions(url) });
}
function drop({ cookies, url }: Event, name: string): void {
  for (const path of paths) cookies.delete(name, { path, ...cookieOptions(url) });
}

/** The token of a form not sent yet. */
export const draftToken = (cookies: Cookies): string | undefined => {
  const token = cookies.get(DRAFT);
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
};
export const keepDraftToken = (event: Event, token: string): void =>
  put(event, DRAFT, token, DRAFT_LIFE_s);
export const dropDraftToken = (event: Event): void => drop(event, DRAFT);

/** What the page after sending shows, for a few minutes, to this browser alone. */
export interface Sent {
  readonly number: string;
  readonly receipt: string;
  readonly is_draft: boolean;
  /** The author left no address: the code typed back is what confirms it. */
  readonly by_receipt: boolean;
}

export const keepSent = (event: Event, sent: Sent): void =>
  put(event, SENT, JSON.stringify(sent), SENT_LIFE_s);
export const dropSent = (event: Event): void => drop(event, SENT);
export function sentOf(cookies: Cookies): Sent | null {
  try {
    const sent = JSON.parse(cookies.get(SENT) ?? 'null') as Partial<Sent> | null;
    if (typeof sent?.number !== 'string' || typeof sent.receipt !== 'string') return null;
    return {
      number: sent.number,
      receipt: sent.receipt,
      is_draft: sent.is_draft === true,
      by_receipt: sent.by_receipt === true,
    };
  } catch {
    return null;
  }
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
