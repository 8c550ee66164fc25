/** The next name of a version that nobody has: `1.0.0` → `1.1.0`; a name without a number gets one. */
export function nextVersion(newest: string, taken: ReadonlySet<string>): string {
  const parts = newest.split('.');
  const [major = '1', minor = '0'] = parts;
  const is_number = parts.length <= 3 && parts.every((part) => /^\d{1,6}$/.test(part));
  for (let step = 1; ; step += 1) {
    const next = is_number
      ? `${major}.${Number(minor) + step}.0`
      : `${newest.slice(0, 30)}-${step + 1}`;
    if (!taken.has(next)) return next;
  }
}
