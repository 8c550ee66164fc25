/** A street as it is compared: its kind apart, its words without their order, and a house as number and rest. */
export interface Street {
  readonly words: readonly string[];
  /** «улица», «проезд»; null: not said. */
  readonly kind: string | null;
}
export interface House {
  readonly number: number;
  /** «к2», «с1», «а», «/5»; empty: the number alone. */
  readonly rest: string;
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  улица: ['ул', 'улица'],
  проспект: ['проспект', 'просп', 'пр-т', 'пр-кт', 'прт', 'пркт'],
  проезд: ['проезд', 'пр-д', 'прд'],
  переулок: ['переулок', 'пер'],
  шоссе: ['шоссе', 'ш'],
  бульвар: ['бульвар', 'б-р', 'бул', 'бр'],
  набережная: ['набережная', 'наб'],
  площадь: ['площадь', 'пл'],
  тупик: ['тупик', 'туп'],
  аллея: ['аллея', 'ал'],
  линия: ['линия', 'лин'],
  просек: ['просек', 'просека'],
  микрорайон: ['микрорайон', 'мкр', 'мкрн', 'мкр-н'],
  квартал: ['квартал', 'кв-л', 'квл'],
  посёлок: ['поселок', 'пос'],
  деревня: ['деревня', 'дер'],
};
const KIND_OF = new Map(
  Object.entries(KINDS).flatMap(([kind, words]) => words.map((word) => [word, kind] as const)),
);
/** Said in front of a place, and no part of its name. */
const EMPTY = new Set(['имени', 'им', 'г', 'гор', 'город']);
/** Words that people shorten, as they are written out; endings differ with the street's kind, so only the stem counts. */
const STEMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:б|бол|больш(?:ая|ой|ое|ие))$/, 'больш'],
  [/^(?:м|мал(?:ая|ый|ое|ые))$/, 'мал'],
  [/^(?:ср|средн(?:яя|ий|ее|ие))$/, 'средн'],
  [/^(?:верх|верхн(?:яя|ий|ее|ие))$/, 'верхн'],
  [/^(?:ниж|нижн(?:яя|ий|ее|ие))$/, 'нижн'],
  [/^(?:ст|стар(?:ая|ый|ое|ые))$/, 'стар'],
  [/^(?:нов|нов(?:ая|ый|ое|ые))$/, 'нов'],
  [/^акад(?:емика)?$/, 'академика'],
  [/^марш(?:ала)?$/, 'маршала'],
  [/^ген(?:ерала)?$/, 'генерала'],
  [/^адм(?:ирала)?$/, 'адмирала'],
  [/^(\d+)-?(?:я|й|ая|ый|ой|го|е|ое)$/, '$1'],
];

const plain = (text: string): string =>
  text.normalize('NFKC').toLocaleLowerCase('ru').replaceAll('ё', 'е');

const stemOf = (word: string): string => {
  const found = STEMS.find(([pattern]) => pattern.test(word));
  return found ? word.replace(found[0], found[1]) : word;
};

/** «1-я Тверская-Ямская ул.» and «улица Тверская-Ямская 1-я» are one street. */
export function streetOf(text: string): Street {
  const all = plain(text)
    .replace(/[.,;"'«»()№]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !EMPTY.has(word));
  // «Набережная улица» is a street by the name of Набережная: the last kind but one is a name then.
  const kinds = all.filter((word) => KIND_OF.has(word));
  const kindWord = kinds.find((word) => KIND_OF.get(word) === 'улица') ?? kinds[0];
  const at = kindWord === undefined ? -1 : all.indexOf(kindWord);
  const rest = all.filter((_, index) => index !== at).map(stemOf);
  // A kind alone is a name: «Линия».
  if (rest.length === 0) return { words: all.map(stemOf), kind: null };
  return { words: [...new Set(rest)].sort(), kind: at < 0 ? null : KIND_OF.get(kindWord!)! };
}

const LATIN: Readonly<Record<string, string>> = { a: 'а', b: 'в', c: 'с', k: 'к', e: 'е', o: 'о' };

/** «д. 12, корп. 3 стр. 1», «12к3с1» and «12 K3 C1» are one house; null: there is no number. */
export function houseOf(text: string): House | null {
  const bare = plain(text)
    .replace(/[abckeo]/g, (letter) => LATIN[letter]!)
    .replace(/корпус|корп\.?|кор\./g, 'к')
    .replace(/строение|стр\.?/g, 'с')
    .replace(/владение|влад\.?|вл\.?|домовладение|дом|д\.|^д(?=\s*\d)/g, '')
    .replace(/литера?|лит\.?/g, '')
    .replace(/[\s.,"'«»-]/g, '');
  const found = /^(\d{1,4})(?!\d)([а-я0-9/]{0,12})$/.exec(bare);
  if (!found || Number(found[1]) === 0) return null;
  return { number: Number(found[1]), rest: found[2] ?? '' };
}

/** The street and the house of one line: «Ленинский проспект, д. 12 к3». Null where there is no house. */
export function splitAddress(line: string): { street: string; house: string } | null {
  const cut = /^(.*?[^\s,])[\s,]*,\s*((?:д(?:ом)?\.?|вл(?:адение)?\.?)?\s*\d.*)$/iu.exec(
    line.trim(),
  );
  if (!cut || !houseOf(cut[2]!)) return null;
  return { street: cut[1]!, house: cut[2]! };
}
