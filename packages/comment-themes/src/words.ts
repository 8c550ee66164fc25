/** One word as rules read it: lower case, ё as е; a time of day and a length of time are words of their own. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const WORD = /\d{1,2}[:.]\d{2}(?!\d)|[\p{L}\d]+(?:-[\p{L}\d]+)*/gu;
const CLOCK = /^(\d{1,2})[:.](\d{2})$/u;

const NUMERALS: Readonly<Record<string, number>> = {
  пару: 2,
  две: 2,
  два: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  семь: 7,
  десять: 10,
  пятнадцать: 15,
  двадцать: 20,
  тридцать: 30,
  сорок: 40,
  пятьдесят: 50,
};

/** A wait of so many minutes is called short by those who write; above the other it is long. */
const SHORT_MINUTES = 15;
const LONG_MINUTES = 20;

/** Words of a stretch of text; `offset` is where the stretch begins. */
export function wordsOf(text: string, offset = 0): readonly Word[] {
  const plain = [...text.toLowerCase().replaceAll('ё', 'е').matchAll(WORD)].map((hit) => ({
    text: hit[0],
    from: offset + hit.index,
    to: offset + hit.index + hit[0].length,
  }));
  return withLengths(plain);
}

/** Minutes of the day for `14:30`; null for anything else. */
export function clockOf(word: string): number | null {
  const hit = CLOCK.exec(word);
  if (hit === null) return null;
  const [hours, minutes] = [Number(hit[1]), Number(hit[2])];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

function withLengths(words: readonly Word[]): readonly Word[] {
  const out: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    const next = words[at + 1];
    const amount = /^\d+$/u.test(word.text) ? Number(word.text) : NUMERALS[word.text];
    if (next !== undefined && amount !== undefined && isUnit(next.text)) {
      out.push({ text: lengthOf(amount, next.text), from: word.from, to: next.to });
      at += 1;
    } else if (/^(?:полтора|пол|несколько)$/u.test(word.text) && next?.text.startsWith('час')) {
      out.push({ text: '<long>', from: word.from, to: next.to });
      at += 1;
    } else out.push(alone(word));
  }
  return out;
}

function isUnit(text: string): boolean {
  return /^(?:минут|мин$|час(?:а|ов)?$|недел|месяц|дн(?:я|ей)$|день$)/u.test(text);
}

function lengthOf(amount: number, unit: string): string {
  if (!unit.startsWith('мин')) return '<long>';
  if (amount <= SHORT_MINUTES) return '<short>';
  return amount >= LONG_MINUTES ? '<long>' : '<middle>';
}

function alone(word: Word): Word {
  if (/^(?:час|часами|полчаса|часа|часов|полдня|полгода|неделями|месяцами)$/u.test(word.text)) {
    return { ...word, text: '<long>' };
  }
  return /^(?:минуту|минутку|секунду)$/u.test(word.text) ? { ...word, text: '<short>' } : word;
}
