/**
 * The stem of a Russian word, by the published Snowball algorithm for Russian
 * (snowballstem.org/algorithms/russian/stemmer.html), which PostgreSQL's `russian` configuration uses too.
 */

const VOWELS = 'аеиоуыэюя';

/** Endings as the algorithm groups them, longest first; those of `afterA` count only behind «а» or «я». */
interface Endings {
  readonly plain: readonly string[];
  readonly afterA: readonly string[];
}

const longestFirst = (endings: string): string[] =>
  endings.split(' ').toSorted((a, b) => b.length - a.length);
const endings = (plain: string, afterA = ''): Endings => ({
  plain: longestFirst(plain),
  afterA: afterA === '' ? [] : longestFirst(afterA),
});

const GERUND = endings('ив ивши ившись ыв ывши ывшись', 'в вши вшись');
const REFLEXIVE = endings('ся сь');
const ADJECTIVE = endings(
  'ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею',
);
const PARTICIPLE = endings('ивш ывш ующ', 'ем нн вш ющ щ');
const VERB = endings(
  'ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю',
  'ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно',
);
const NOUN = endings(
  'а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я',
);
const DERIVED = endings('ост ость');
const SUPERLATIVE = endings('ейш ейше');

/** Where the region behind the first vowel begins. */
const behindVowel = (word: string): number => {
  const at = [...word].findIndex((letter) => VOWELS.includes(letter));
  return at < 0 ? word.length : at + 1;
};

/** Where the region behind the first consonant that follows a vowel begins. */
function behindSyllable(word: string, from: number): number {
  for (let at = from + 1; at < word.length; at++)
    if (VOWELS.includes(word[at - 1]!) && !VOWELS.includes(word[at]!)) return at + 1;
  return word.length;
}

/** The word without its longest ending of a group that lies in the region; null when it has none. */
function without(word: string, region: number, { plain, afterA }: Endings): string | null {
  const fits = (ending: string) => word.endsWith(ending) && word.length - ending.length >= region;
  const long = plain.find(fits);
  const short = afterA.find(fits);
  if (short !== undefined && short.length > (long?.length ?? 0)) {
    const at = word.length - short.length;
    return at > region && 'ая'.includes(word[at - 1]!) ? word.slice(0, at) : null;
  }
  return long === undefined ? null : word.slice(0, -long.length);
}

function withoutInflection(word: string, region: number): string {
  const gerund = without(word, region, GERUND);
  if (gerund !== null) return gerund;
  const bare = without(word, region, REFLEXIVE) ?? word;
  const adjective = without(bare, region, ADJECTIVE);
  if (adjective !== null) return without(adjective, region, PARTICIPLE) ?? adjective;
  return without(bare, region, VERB) ?? without(bare, region, NOUN) ?? bare;
}

/** The stem of one word in lower case; words without Russian vowels come back as they are. */
export function stem(word: string): string {
  const plain = word.replaceAll('ё', 'е');
  const region = behindVowel(plain);
  const first = behindSyllable(plain, 0);
  const second = behindSyllable(plain, first);
  let rest = withoutInflection(plain, region);
  if (rest.endsWith('и') && rest.length > region) rest = rest.slice(0, -1);
  rest = without(rest, second, DERIVED) ?? rest;
  const double = (text: string): string | null =>
    text.endsWith('нн') && text.length - 1 > region ? text.slice(0, -1) : null;
  const once = double(rest);
  if (once !== null) return once;
  const superlative = without(rest, region, SUPERLATIVE);
  if (superlative !== null) return double(superlative) ?? superlative;
  return rest.endsWith('ь') && rest.length > region ? rest.slice(0, -1) : rest;
}
