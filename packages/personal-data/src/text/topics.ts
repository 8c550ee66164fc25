import { Lexicon } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { sentenceBreak } from './reading.ts';

/** What the words around a number say about it. */
const TOPICS = {
  phone: new Lexicon(
    `телефон =тел =тлф =тел-н =моб =сот мобильн сотов звон позвон перезвон созвон дозвон набер
     набир =набрать whatsapp ватсап вотсап воцап вацап =вацап вайбер viber =смс =смску смс- контакт
     связ свяж телефн тилефон трубк =ватс =phone =tel =mobile домашн`,
  ),
  snils: new Lexicon('снилс =снилз =снилс-а =snils страхов пенсионн'),
  inn: new Lexicon('=инн =inn налогоплательщик'),
  policy: new Lexicon('полис =омс =енп =полюс =полюса =polis =дмс'),
  bank: new Lexicon(
    'банк банковск сбер тинькофф тиньк т-банк втб альфа-банк visa mastercard =мир кредитк дебет перевод переве перевес скинь скинут =card',
  ),
  card: new Lexicon('карт карточк'),
  medical: new Lexicon(
    'медкарт мед-карт медицинск амбулаторн истори =иб =эмк =амк пациент стационарн медкнижк',
  ),
  passport: new Lexicon('паспорт загранпаспорт =загран пасспорт паспрот пасп'),
  certificate: new Lexicon('свидетельств св-во свид-во'),
  document: new Lexicon(
    'удостоверени документ военник =билет военн водительск =права =прав =ву справк =мсэ инвалидност виз =внж =осаго свидетельств св-во',
  ),
  sick: new Lexicon('больничн =элн =листок нетрудоспособн больничк'),
  birth: new Lexicon('родил рожден рожд рождени =др =д.р'),
  account: new Lexicon('счет =р/с =л/с лицев расчетн реквизит'),
  request: new Lexicon(
    `заявк заявлени обращени талон заказ =чек чека чеку договор направлен протокол жалоб очеред
     талончик квитанц трек накладн инвентарн артикул штрих накл исполнит приказ постановлен серийн
     лицензи огрн инцидент =уин =окпо =кпп =бик =кбк парти`,
  ),
  code: new Lexicon('=код кода =коду =кодом парол =пин =пин-код пинкод логин домофон'),
} as const;

export type Topic = keyof typeof TOPICS;

const ALL = Object.entries(TOPICS) as [Topic, Lexicon][];
const NONE: readonly Topic[] = [];

/** Finds the topics of words; remembers them, because neighbouring numbers ask for the same words. */
export class TopicReader {
  readonly #reading: Reading;
  readonly #known = new Map<string, readonly Topic[]>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  of(word: string): readonly Topic[] {
    const known = this.#known.get(word);
    if (known) return known;
    const topics = ALL.filter(([, lexicon]) => lexicon.has(word)).map(([topic]) => topic);
    const found = topics.length === 0 ? NONE : topics;
    this.#known.set(word, found);
    return found;
  }

  /** Distance in words from token `at` back to the nearest word of a topic; Infinity when out of reach. */
  before(at: number, topic: Topic, reach = 5): number {
    return this.#walk(at, -1, topic, reach);
  }

  /** The same, forward from the token before `at`. */
  after(at: number, topic: Topic, reach = 3): number {
    return this.#walk(at, 1, topic, reach);
  }

  /** Which of some topics is named nearest before a token; null when none is in reach. */
  nearestBefore(at: number, topics: readonly Topic[], reach = 5): Topic | null {
    const { tokens } = this.#reading;
    let words = 0;
    for (let index = at - 1; words < reach; index -= 1) {
      const token = tokens[index];
      if (!token || sentenceBreak(tokens, index + 1)) return null;
      if (token.kind === 'sign') continue;
      words += 1;
      const named = token.kind === 'word' ? this.of(token.low) : NONE;
      if (named.length === 0) continue;
      const found = topics.find((topic) => named.includes(topic));
      if (found !== undefined) return found;
    }
    return null;
  }

  #walk(at: number, step: 1 | -1, topic: Topic, reach: number): number {
    const { tokens } = this.#reading;
    let words = 0;
    for (let index = step < 0 ? at - 1 : at; words < reach; index += step) {
      const token = tokens[index];
      if (!token || sentenceBreak(tokens, step < 0 ? index + 1 : index)) return Infinity;
      if (token.kind === 'sign') continue;
      words += 1;
      if (token.kind === 'word' && this.of(token.low).includes(topic)) return words;
    }
    return Infinity;
  }
}
