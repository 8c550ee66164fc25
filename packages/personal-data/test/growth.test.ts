import { expect, test } from 'vitest';
import { findIn } from '../src/find.ts';
import { read } from '../src/text/reading.ts';

const SIZE = 2_000;
const TIMES = 4;
/** Four times the text may cost a little more than four times the work; the square would be sixteen. */
const MOST_GROWTH = 4.6;
/** Looks at tokens a character of the text. */
const MOST_LOOKS = 600;

/** How often the detectors look at a token: work that no busy machine can falsify. */
function looks(text: string): number {
  const reading = read(text);
  let count = 0;
  const tokens = new Proxy(reading.tokens, {
    get(target, key, receiver) {
      count += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  findIn({ ...reading, tokens }, { minConfidence: 0 });
  return count;
}

/** Pieces that a careless pattern would walk over again and again. */
const BAIT: readonly string[] = [
  '8 916 000 41 27 ',
  '1',
  '1 ',
  '1-',
  '8(',
  'а',
  'А. ',
  'А',
  '@',
  'a@',
  'a.a.',
  'собака ',
  'точка ',
  'ул. ',
  'ул. Липовая, ',
  'д. 1, ',
  'девять ',
  'Иванова ',
  'Анна Петровна ',
  'карта № ',
  'код домофона ',
  'серия 4512 № ',
  '\u200b',
  'О1З',
  '   ',
  '\n',
  '(',
  'vk.com/',
  '-а',
  'Мне нужен талон к врачу Ивановой на 12.11.2025, телефон 8 916 000 12 12, ул. Липовая, д. 4, кв. 5. ',
];

test.each(BAIT)('work grows with the length, not its square: %j', (piece) => {
  const text = piece.repeat(Math.ceil((SIZE * TIMES) / piece.length)).slice(0, SIZE * TIMES);
  const small = looks(text.slice(0, SIZE));
  const large = looks(text);
  expect(large).toBeLessThanOrEqual(small * MOST_GROWTH + 1000);
  expect(large / text.length).toBeLessThan(MOST_LOOKS);
});
