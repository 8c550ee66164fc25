import { ALSO_WORDS, FEMALE, MALE } from './first-names.ts';
import { SURNAMES } from './surnames.ts';

// Six cases of names, worked out once from the lists.

export type Gender = 'male' | 'female' | 'both';

const low = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');
const list = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const FLEETING: Readonly<Record<string, string>> = { лев: 'льв', павел: 'павл', петр: 'петр' };

function firstNameForms(name: string, gender: Gender): string[] {
  const stem = name.slice(0, -1);
  const ending = name.at(-1)!;
  const of = (base: string, endings: string): string[] => [
    name,
    ...endings.split(' ').map((end) => base + end),
  ];
  const fleeting = FLEETING[name];
  if (fleeting) return of(fleeting, 'а у ом е');
  if (ending === 'а') return of(stem, 'ы и е у ой ою ей ею');
  if (ending === 'я') return of(stem, 'и е ю ей ею ью');
  if (gender === 'female') return ending === 'ь' ? of(stem, 'и ью') : [name];
  if (ending === 'й') return of(stem, 'я ю ем е и');
  if (ending === 'ь') return of(stem, 'я ю ем е');
  return /[бвгджзклмнпрстфхцчшщ]/.test(ending) ? of(name, 'а у ом ем е') : [name];
}

const FIRST = new Map<string, Gender>();
for (const [names, gender] of [
  [MALE, 'male'],
  [FEMALE, 'female'],
] as const) {
  for (const name of list(names)) {
    for (const form of firstNameForms(low(name), gender)) {
      const known = FIRST.get(form);
      FIRST.set(form, known !== undefined && known !== gender ? 'both' : gender);
    }
  }
}
const WORDS = new Set(list(ALSO_WORDS).map(low));
const KNOWN_SURNAMES = new Set(list(SURNAMES).map(low));

/** Gender of a given name in any case; null when the word is none that is known. */
export function firstName(word: string): Gender | null {
  return FIRST.get(word) ?? null;
}

/** Whether a given name is an everyday word as well. */
export function isAlsoWord(word: string): boolean {
  return WORDS.has(word);
}

const PATRONYMIC =
  /^[а-я]{2,}(?:(?:[оеь]вич|ьич|кузьмич|ыч)(?:а|у|ем|е)?|(?:овн|евн|иничн|ичн|инишн|ишн)(?:а|ы|е|у|ой|ою))$/;
const SHORT_PATRONYMIC =
  /^(?:(?:ильич|лукич|фомич|никитич|кузьмич|саввич|палыч|саныч|иваныч|михалыч|николаич|сергеич|василич|алексеич|андреич|дмитрич|григорич)(?:а|у|ем|е)?|(?:иванн|пал|михалн|сергевн|николавн|алексанн|андревн)(?:а|ы|е|у|ой)|пална|палны|палне|пални)$/;
const LIKE_PATRONYMIC =
  /^(уровн|основн|духовн|верховн|церковн|условн|полн|больничн|личн|наличн|столичн|вторичн|первичн|хроничн|отличн|различн|публичн|типичн|клиничн|медичн|яичн|ключев|кровн|подробн|плевн|ежедневн|дневн|древн|деревн|царевн|душевн)/;

/** Gender of a patronymic in any case; null for any other word. */
export function patronymic(word: string): Gender | null {
  if (word.length < 5 || LIKE_PATRONYMIC.test(word)) return null;
  if (!PATRONYMIC.test(word) && !SHORT_PATRONYMIC.test(word)) return null;
  return /[иы]ч(а|у|ем|е)?$/.test(word) ? 'male' : 'female';
}

const STRONG =
  /(?:[оеё]в(?:а|у|ым|е|ой|ою|ых|ым|ыми)?|енко|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|их)|швили|дзе|янц|ян(?:а|у|ом|е)?)$/;
const WEAK =
  /(?:[иы]н(?:а|у|ым|е|ой|ою|ых)?|ко|(?:[уюаяи]к|ич|ер|ель|арь|ман|берг|штейн|дт|ур|ец|ай|ей|ун|аль|ль|ас|ис|ус)(?:а|у|ом|ем|е|я|ю)?|ых|их|о[йг]о?|ий|ый|ого|ому|ая|ую|ава|ия|уа|ба|га|да)$/;

/** The masculine forms a surname in some case may come from. */
function bases(word: string): string[] {
  const found = [word];
  const adjective = /^(.*[сц]к)(ого|ому|им|ом|ая|ой|ую)$/.exec(word);
  if (adjective) found.push(`${adjective[1]}ий`, `${adjective[1]}ой`);
  const cut = /^(.{2,}?)(а|у|е|ым|ом|ем|ой|ою|ых|я|ю)$/.exec(word);
  for (const ending of ['ым', 'ом', 'ем', 'ой', 'ою', 'ых', 'а', 'у', 'е'])
    if (cut && word.endsWith(ending)) found.push(word.slice(0, -ending.length));
  if (/[яю]$/.test(word)) found.push(`${word.slice(0, -1)}ь`);
  return found;
}

/** How much a word looks like a surname: 3 a known one, 2 by its ending, 1 perhaps, 0 not at all. */
export function surname(word: string): 0 | 1 | 2 | 3 {
  if (word.length < 2) return 0;
  const hyphen = word.indexOf('-');
  if (hyphen > 0) {
    const parts = word.split('-').map(surname);
    return parts.every((part) => part > 0) ? (Math.max(...parts) as 1 | 2 | 3) : 0;
  }
  if (bases(word).some((base) => KNOWN_SURNAMES.has(base))) return 3;
  if (word.length > 3 && STRONG.test(word)) return 2;
  return word.length > 3 && WEAK.test(word) ? 1 : 0;
}
