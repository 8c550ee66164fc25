/** Numbers as people write them in Russian: digits, words, hours and days brought to one unit. */

// oxfmt-ignore
const CARDINALS: Readonly<Record<string, number>> = {
  один: 1, одна: 1, одну: 1, одного: 1, два: 2, две: 2, двух: 2, три: 3, трех: 3, четыре: 4, четырех: 4, пять: 5,
  пяти: 5, шесть: 6, шести: 6, семь: 7, семи: 7, восемь: 8, восьми: 8, девять: 9, девяти: 9, десять: 10, десяти: 10,
  десяток: 10, одиннадцать: 11, двенадцать: 12, тринадцать: 13, четырнадцать: 14, пятнадцать: 15, шестнадцать: 16,
  семнадцать: 17, восемнадцать: 18, девятнадцать: 19, двадцать: 20, двадцати: 20, тридцать: 30, тридцати: 30,
  сорок: 40, сорока: 40, пятьдесят: 50, пятидесяти: 50, шестьдесят: 60, семьдесят: 70, восемьдесят: 80,
  девяносто: 90, сто: 100, ста: 100, двести: 200, триста: 300, четыреста: 400, пятьсот: 500,
};

/** Beginnings of ordinals: «двадцать первый», «сто восемнадцатый»; the longest that fits counts. */
// oxfmt-ignore
const ORDINALS: readonly (readonly [string, number])[] =
  ([
    ['перв', 1], ['втор', 2], ['трет', 3], ['четверт', 4], ['пят', 5], ['шест', 6], ['седьм', 7], ['восьм', 8],
    ['девят', 9], ['десят', 10], ['одиннадцат', 11], ['двенадцат', 12], ['тринадцат', 13], ['четырнадцат', 14],
    ['пятнадцат', 15], ['шестнадцат', 16], ['семнадцат', 17], ['восемнадцат', 18], ['девятнадцат', 19],
    ['двадцат', 20], ['тридцат', 30], ['сороков', 40], ['пятидесят', 50], ['сот', 100], ['двухсот', 200],
    ['трехсот', 300], ['четырехсот', 400], ['пятисот', 500], ['двадцатидевят', 29],
  ] as const)
    .toSorted((a, b) => b[0].length - a[0].length);

const ENDING = /^(ый|ой|ий|ая|яя|ое|ого|его|ому|ую|ые|ых|ье|ья|ьего|ьем|ом|ем|ей)$/;

function ordinal(word: string): number | null {
  for (const [beginning, value] of ORDINALS)
    if (word.startsWith(beginning) && ENDING.test(word.slice(beginning.length))) return value;
  return null;
}

const MINUTES_OF: readonly (readonly [RegExp, number])[] = [
  [/^минут/, 1],
  [/^час(а|ов|у|ом)?$/, 60],
  [/^(сут(ки|ок)|дн(я|ей|и)|день)$/, 1440],
  [/^недел/, 10_080],
  [/^месяц/, 43_200],
  [/^(год(а|у)?|лет)$/, 525_600],
];
const unitOf = (word: string | undefined): number | null =>
  (word && MINUTES_OF.find(([pattern]) => pattern.test(word))?.[1]) || null;

export interface Numbers {
  /** Numbers that are not of time: rooms, floors, counts. */
  readonly counts: ReadonlySet<number>;
  /** Lengths of time, in minutes. */
  readonly spans_min: ReadonlySet<number>;
}

/** How much a word adds to the number before it: «сто» «сорок» «первый», «400» alone. */
function valueOf(word: string): number | null {
  if (/^\d{1,6}$/.test(word)) return Number(word);
  return CARDINALS[word] ?? ordinal(word);
}

/** The numbers among words in lower case («ё» as «е»), written as digits or as words. */
export function numbersIn(words: readonly string[]): Numbers {
  const counts = new Set<number>();
  const spans = new Set<number>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === 'полтора' || word === 'полторы' || word === 'полутора') {
      const unit = unitOf(words[at + 1]);
      if (unit) {
        spans.add(unit * 1.5);
        at++;
      }
      continue;
    }
    // «час двадцать», «больше часа», «неделю».
    const bare = unitOf(word);
    if (bare) {
      const rest = bare === 60 ? valueOf(words[at + 1] ?? '') : null;
      spans.add(bare + (rest !== null && rest < 60 ? rest : 0));
      if (rest !== null) at++;
      continue;
    }
    let value = valueOf(word);
    if (value === null) continue;
    for (let next = at + 1; next < words.length; next++) {
      const more = /^\d/.test(word) ? null : valueOf(words[next]!);
      if (more === null || more >= value || value % 10 !== 0) break;
      value += more;
      at = next;
    }
    const unit = unitOf(words[at + 1]) ?? (words[at + 1] === 'рабочих' ? 1440 : null);
    if (unit) {
      spans.add(value * unit);
      at++;
    } else counts.add(value);
  }
  return { counts, spans_min: spans };
}

/** Whether two lengths of time may be told of the same wait: people round by a sixth. */
export const nearSpan = (a: number, b: number): boolean =>
  Math.max(a, b) / Math.max(1, Math.min(a, b)) <= 7 / 6;
