/** `theirs = ours` by lines, as they are typed. Lines without an equals sign are told as they are. */
export function pairsFrom(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const at = line.lastIndexOf('=');
    const [theirs, ours] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
    pairs[theirs.trim()] = ours.trim();
  }
  return pairs;
}

export const pairsAsText = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([theirs, ours]) => `${theirs} = ${ours}`)
    .join('\n');
