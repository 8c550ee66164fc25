import type { Cookies } from '@sveltejs/kit';
import { briefCookie } from './brief-cookie.ts';

/** What the sheet for the author says, for a few minutes, in the clerk's browser alone. */
export interface Taken {
  readonly number: string;
  readonly receipt: string;
  /** The sheet is in the person's language. */
  readonly locale: 'ru' | 'en';
  readonly moderation: { readonly amount: number; readonly unit: string };
}

const taken = briefCookie('otklik_intake', '/desk/intake');

export const keepTaken: (event: Parameters<typeof taken.keep>[0], value: Taken) => void =
  taken.keep;
export const dropTaken = taken.drop;
export const takenOf = (cookies: Cookies): Taken | null => taken.read<Taken>(cookies);
