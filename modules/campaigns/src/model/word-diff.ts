/** A run of words that both texts have, or that only the member has or lacks. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'missing';
  readonly text: string;
}

const WORDS_COMPARED = 600;
const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

/** Lengths of the longest common runs of words from every place on. */
function commonFrom(first: readonly string[], second: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: first.length + 1 }, () => new Uint16Array(second.length + 1));
  for (let a = first.length - 1; a >= 0; a -= 1)
    for (let b = second.length - 1; b >= 0; b -= 1)
      rows[a]![b] =
        first[a] === second[b]
          ? rows[a + 1]![b + 1]! + 1
          : Math.max(rows[a + 1]![b]!, rows[a]![b + 1]!);
  return rows;
}

/** How a text differs from the common one, word by word; of each the first 600 words. */
export function wordDiff(common: string, own: string): DiffPart[] {
  const first = wordsOf(common).slice(0, WORDS_COMPARED);
  const second = wordsOf(own).slice(0, WORDS_COMPARED);
  const rest = commonFrom(first, second);
  const words: { kind: DiffPart['kind']; text: string }[] = [];
  const put = (kind: DiffPart['kind'], word: string): void => {
    const last = words.at(-1);
    if (last?.kind === kind) last.text += ` ${word}`;
    else words.push({ kind, text: word });
  };
  let a = 0;
  let b = 0;
  while (a < first.length || b < second.length) {
    if (a < first.length && b < second.length && first[a] === second[b]) {
      put('same', second[b]!);
      a += 1;
      b += 1;
    } else if (b >= second.length || (a < first.length && rest[a + 1]![b]! >= rest[a]![b + 1]!)) {
      put('missing', first[a]!);
      a += 1;
    } else {
      put('added', second[b]!);
      b += 1;
    }
  }
  return words;
}
