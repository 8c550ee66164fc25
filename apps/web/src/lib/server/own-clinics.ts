import type { Ages } from '@otklik/attachment';
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from './cookie-options.ts';

/** To which clinics somebody is attached, by their own word: it stands in their browser and nowhere else. */
const NAME = 'otklik_clinics';
const KEPT_s = 365 * 86_400;
const CODE = /^[a-z0-9][a-z0-9-]{1,60}$/;

export type OwnClinics = { readonly [Of in Ages]?: string };

export function ownClinics(cookies: Cookies): OwnClinics {
  const kept = new URLSearchParams(cookies.get(NAME) ?? '');
  const codeOf = (ages: Ages): OwnClinics => {
    const code = kept.get(ages) ?? '';
    return CODE.test(code) ? { [ages]: code } : {};
  };
  return { ...codeOf('adult'), ...codeOf('child') };
}

/** @param code null forgets it */
export function keepOwnClinic(
  { cookies, url }: { readonly cookies: Cookies; readonly url: URL },
  ages: Ages,
  code: string | null,
): void {
  const { [ages]: _before, ...others } = ownClinics(cookies);
  const kept = code !== null && CODE.test(code) ? { ...others, [ages]: code } : others;
  const value = new URLSearchParams(kept).toString();
  if (value === '') cookies.delete(NAME, { path: '/', ...cookieOptions(url) });
  else cookies.set(NAME, value, { path: '/', maxAge: KEPT_s, ...cookieOptions(url) });
}
