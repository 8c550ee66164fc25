/** The window that an address asks for: a quarter, half a year or a year. */
export function monthsIn(url: URL): 3 | 6 | 12 {
  const asked = url.searchParams.get('months');
  return asked === '3' ? 3 : asked === '6' ? 6 : 12;
}
