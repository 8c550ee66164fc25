import type { Cookies } from '@sveltejs/kit';

/**
 * Puts Set-Cookie lines of the account service on the answer as they are: the value is signed, so it
 * must not be encoded again.
 */
export function putCookies(cookies: Cookies, lines: readonly string[]): void {
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const cut = pair.indexOf('=');
    const given = new Map(
      attributes.map((attribute) => {
        const [name = '', value = ''] = attribute.split('=');
        return [name.toLowerCase(), value];
      }),
    );
    const maxAge = given.get('max-age');
    cookies.set(pair.slice(0, cut), pair.slice(cut + 1), {
      path: given.get('path') ?? '/',
      httpOnly: given.has('httponly'),
      secure: given.has('secure'),
      sameSite: 'lax',
      encode: (value) => value,
      ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
    });
  }
}
