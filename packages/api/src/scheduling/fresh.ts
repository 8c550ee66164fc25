// What everybody reads again and again: named by its words, so that whoever has them gets nothing twice.

export type Packing = 'gzip' | 'identity';

/** The packing that an asker takes. One that refuses gzip by name gets plain words. */
export function packingOf(accepted: string | null): Packing {
  const wanted = (accepted ?? '').split(',').map((one) =>
    one
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  );
  const refused = (rest: readonly string[]): boolean =>
    rest.some((one) => /^q=0(?:\.0*)?$/.test(one));
  const gzip = wanted.find(([name]) => name === 'gzip') ?? wanted.find(([name]) => name === '*');
  return gzip && !refused(gzip.slice(1)) ? 'gzip' : 'identity';
}

/** Strong: other bytes, other name; packed words are other bytes. */
export const tagOf = (digest: string, packing: Packing): string =>
  `"${digest.slice(0, 32)}${packing === 'gzip' ? '-gzip' : ''}"`;

const bare = (tag: string): string => tag.trim().replace(/^W\//, '');

/**
 * Whether whoever asks has it already. A tag wins over a date, which knows only seconds; the tag of either
 * packing counts, since both are the same words.
 */
export function isKnown(headers: Headers, digest: string, changed: Date): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) {
    const own = [tagOf(digest, 'gzip'), tagOf(digest, 'identity')];
    return tags.trim() === '*' || tags.split(',').some((tag) => own.includes(bare(tag)));
  }
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  return !Number.isNaN(since) && Math.floor(changed.getTime() / 1000) * 1000 <= since;
}
