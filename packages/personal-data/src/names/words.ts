import type { Token } from '../text/tokens.ts';
import { isCapital, isShouted } from '../text/tokens.ts';
import type { Gender } from './forms.ts';
import { firstName, isAlsoWord, patronymic, surname } from './forms.ts';
import { COMMON } from './other-words.ts';

/** What a word may be in a name. */
export interface NameWord {
  readonly first: Gender | null;
  /** A given name that is an everyday word too. */
  readonly vague: boolean;
  readonly patronymic: Gender | null;
  readonly surname: 0 | 1 | 2 | 3;
  readonly common: boolean;
}

const LONGEST_NAME = 40;
const NO_NAME: NameWord = {
  first: null,
  vague: false,
  patronymic: null,
  surname: 0,
  common: true,
};

/** Looks words up once. */
export class NameWords {
  readonly #known = new Map<string, NameWord>();

  of(token: Token): NameWord {
    const known = this.#known.get(token.low);
    if (known) return known;
    if (token.raw.length > LONGEST_NAME) return NO_NAME;
    const first = firstName(token.low);
    const word: NameWord = {
      first,
      vague: first !== null && isAlsoWord(token.low),
      patronymic: patronymic(token.low),
      surname: surname(token.low),
      common: COMMON.has(token.low) && first === null,
    };
    this.#known.set(token.low, word);
    return word;
  }
}

/** A capital letter that stands for a name: «Н.». */
export function isInitial(token: Token | undefined): boolean {
  return (
    token?.kind === 'word' &&
    token.raw.length === 1 &&
    isCapital(token) &&
    /[А-ЯЁA-Z]/.test(token.raw)
  );
}

/** An abbreviation in capitals among ordinary words. */
export function isAbbreviation(tokens: readonly Token[], at: number): boolean {
  if (!isShouted(tokens[at])) return false;
  const around = [tokens[at - 1], tokens[at + 1], tokens[at - 2], tokens[at + 2]].filter(
    (token) => token?.kind === 'word' && token.raw.length > 2,
  );
  return tokens[at]!.raw.length < 6 && !around.some((token) => isShouted(token));
}

/** Whether a token goes on after the one before it: a space and nothing else between. */
export function follows(token: Token | undefined): boolean {
  return token !== undefined && (token.gap === 1 || token.gap === 2);
}
