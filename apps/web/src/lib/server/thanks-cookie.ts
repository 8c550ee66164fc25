import type { Cookies } from '@sveltejs/kit';
import { briefCookie } from './brief-cookie.ts';

/** What the page after sending shows, for a few minutes, to this browser alone. */
export interface SentThanks {
  readonly number: string;
  readonly receipt: string;
}

const sent = briefCookie('otklik_thanks', '/thanks');

export const keepSentThanks: (event: Parameters<typeof sent.keep>[0], value: SentThanks) => void =
  sent.keep;
export const sentThanksOf = (cookies: Cookies): SentThanks | null => sent.read<SentThanks>(cookies);
