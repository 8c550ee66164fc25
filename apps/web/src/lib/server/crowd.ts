import { locales, localizePath } from '@otklik/i18n';
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from './cookie-options.ts';

const DRAFT = 'otklik_proposal';
/** As long as `crowd-drafts` keeps a form. */
const DRAFT_LIFE_s = 7 * 86_400;
// The form has an address in every language and the cookie must reach them all, but no page outside.
const paths = locales.map((locale) => localizePath('/crowd', locale));

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
}

/** The token of a proposal begun and not sent. */
export const proposalToken = (cookies: Cookies): string | undefined => {
  const token = cookies.get(DRAFT);
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
};
export function keepProposalToken({ cookies, url }: Event, token: string): void {
  for (const path of paths)
    cookies.set(DRAFT, token, { path, maxAge: DRAFT_LIFE_s, ...cookieOptions(url) });
}
export function dropProposalToken({ cookies, url }: Event): void {
  for (const path of paths) cookies.delete(DRAFT, { path, ...cookieOptions(url) });
}
