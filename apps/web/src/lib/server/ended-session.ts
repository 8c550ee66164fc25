import { getRequestEvent } from '$app/server';
import { localizePath, withoutLocale } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { keptForm } from './kept-words.ts';

const PROOF_PAGES = {
  'sign-in-required': '/sign-in',
  'second-factor-required': '/sign-in/second-factor',
} as const;

/** Before a page leads elsewhere: a form with words in it, sent to this page, stays with them instead. */
export function keepWords(status: 401 | 409, code: string, url = getRequestEvent().url): void {
  if (keptForm(getRequestEvent().request, url)) error(status, code);
}

/**
 * Leads to where one signs in or proves the second factor, and remembers the page that was asked for. A form
 * with words in it stays instead, with that way beside it (docs/decisions/0081): nobody types them twice.
 */
export function leadToProof(code: keyof typeof PROOF_PAGES, url = getRequestEvent().url): never {
  keepWords(401, code, url);
  // The pages of sign-in lead on by themselves, to what was remembered before.
  const is_under_way = withoutLocale(url.pathname).startsWith('/sign-in');
  const back = is_under_way ? '' : `?back=${encodeURIComponent(url.pathname + url.search)}`;
  redirect(303, localizePath(PROOF_PAGES[code]) + back);
}
