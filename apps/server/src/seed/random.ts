/** A seeded source of chance: the same words give the same numbers on every machine. */
export interface Random {
  /** Evenly in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the list, each as likely as its weight says. */
  weighted<T>(list: readonly T[], weightOf: (item: T) => number): T;
  /** An identifier in the form of UUID version 7 with the given time. */
  id(time_ms: number): string;
}

/** FNV-1a over UTF-16 units, 32 bits; the offset makes several words of one text. */
function hashOf(text: string, offset: number): number {
  let hash = (0x811c9dc5 ^ offset) >>> 0;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/**
 * Chance for one purpose, named by words: a case's own source does not depend on how many cases were
 * made before it. The generator is sfc32 (C. Doty-Humphrey's small fast counter, 128 bits of state).
 */
export function randomOf(...words: readonly (string | number)[]): Random {
  const text = words.join('/');
  let [a, b, c, counter] = [hashOf(text, 1), hashOf(text, 2), hashOf(text, 3), 1];
  const bits = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // The first numbers still remember how alike two texts were.
  for (let round = 0; round < 12; round += 1) bits();
  const next = () => bits() / 0x1_0000_0000;
  const random: Random = {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    weighted(list, weightOf) {
      let left = next() * list.reduce((sum, item) => sum + weightOf(item), 0);
      return list.find((item) => (left -= weightOf(item)) < 0) ?? list.at(-1)!;
    },
    id(time_ms) {
      const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
      const time = hex(time_ms, 12);
      const [x, y, z] = [bits(), bits(), bits()];
      const variant = ((y >>> 16) & 0x3fff) | 0x8000;
      return `${time.slice(0, 8)}-${time.slice(8)}-${hex((x & 0xfff) | 0x7000, 4)}-${hex(variant, 4)}-${hex(y & 0xffff, 4)}${hex(z, 8)}`;
    },
  };
  return random;
}
