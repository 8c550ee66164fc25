import type { Word } from './words.ts';

// A pattern is a row of places: `a|b` is a word that begins so, `a=` the word exactly, `~` up to three words, none of which denies.

type Place = RegExp | 'gap';

export type Pattern = readonly Place[];

const LONGEST_GAP = 3;
const DENIES = /^(?:не|ни|нет|без)$/u;

/** One pattern of its written form, such as `нет ~ вод|мыл`. */
export function patternOf(written: string): Pattern {
  return written.split(' ').map((place) => (place === '~' ? 'gap' : placeOf(place)));
}

/** A word that begins with one of the stems; `stem=` asks for the whole word. */
export function placeOf(written: string): RegExp {
  const choices = written
    .split('|')
    .map((stem) => (stem.endsWith('=') ? `${stem.slice(0, -1)}$` : stem));
  return new RegExp(`^(?:${choices.join('|')})`, 'u');
}

/** Places of the words the pattern takes when it begins at `at`; null when it does not. */
export function matchAt(
  pattern: Pattern,
  words: readonly Word[],
  at: number,
  place = 0,
): readonly number[] | null {
  const want = pattern[place];
  if (want === undefined) return [];
  if (want === 'gap') {
    for (let skipped = 0; skipped <= LONGEST_GAP; skipped += 1) {
      const rest = matchAt(pattern, words, at + skipped, place + 1);
      if (rest !== null) return rest;
      // «лекарство не помогло» is not «лекарство … помогло».
      if (DENIES.test(words[at + skipped]?.text ?? '')) return null;
    }
    return null;
  }
  const word = words[at];
  if (word === undefined || !want.test(word.text)) return null;
  const rest = matchAt(pattern, words, at + 1, place + 1);
  return rest === null ? null : [at, ...rest];
}
