/**
 * The path to go back to, if it is one of our own; otherwise `fallback`.
 * The address is parsed the way a browser parses it, so that `//host`, `/\host` and the like,
 * which only look like paths, are told apart by their origin and not by their first letters.
 */
export function returnPath(asked: unknown, origin: string, fallback: string): string {
  if (typeof asked !== 'string' || asked === '') return fallback;
  const target = URL.parse(asked, origin);
  if (!target || target.origin !== origin || !asked.startsWith('/')) return fallback;
  // Again after parsing: `/.//host` loses its dot and would become an address of another host.
  if (target.pathname.startsWith('//')) return fallback;
  return target.pathname + target.search + target.hash;
}
