import { describe, expect, test } from 'vitest';
import { findPersonalData, redact } from '../src/index.ts';
import { normalise } from '../src/text/normalise.ts';

describe('what people do to digits', () => {
  test.each([
    ['full width', '８９１６０００４１２７'],
    ['emoji', '8️⃣9️⃣1️⃣6️⃣0️⃣0️⃣0️⃣4️⃣1️⃣2️⃣7️⃣'],
    ['mathematical', '𝟖𝟗𝟏𝟔𝟎𝟎𝟎𝟒𝟏𝟐𝟕'],
    ['circled', '⑧⑨①⑥⓪⓪⓪④①②⑦'],
    ['superscript', '⁸⁹¹⁶⁰⁰⁰⁴¹²⁷'],
    [
      'zero-width between',
      '8\u200b9\u200b1\u200b6\u200b0\u200b0\u200b0\u200b4\u200b1\u200b2\u200b7',
    ],
    ['soft hyphens', '8\u00ad916\u00ad000\u00ad41\u00ad27'],
    ['letters for digits', '8 9I6 ОOО 4l 27'],
    ['З for 3', '8 9О3 ООО ЗЗ 27'],
    ['no-break spaces and long dashes', '8\u00a0916\u2009000—41–27'],
    ['underlines', '8_916_000_41_27'],
    ['Arabic digits', '٨٩١٦٠٠٠٤١٢٧'],
  ])('%s', (_, phone) => {
    const text = `😡 тел. ${phone} жду`;
    const [span] = findPersonalData(text);
    expect(span?.type).toBe('phone');
    expect(text.slice(span!.start, span!.end)).toBe(phone);
    expect(redact(text, [span!])).toBe('😡 тел. […] жду');
  });
});

test('й and ё of two signs are one letter, offsets stay those of the original', () => {
  const text = 'Врач Берёзкина, Сергей Андреевич'.normalize('NFD');
  const spans = findPersonalData(text).map(({ start, end }) =>
    text.slice(start, end).normalize('NFC'),
  );
  expect(spans).toEqual(['Берёзкина', 'Сергей Андреевич']);
});

test('every character of the reading points into the original', () => {
  const source = 'a😡Ａ１️⃣\u00adБ́ﬁ';
  const { chars, lower, from, to } = normalise(source);
  expect(chars).toHaveLength(from.length);
  expect(lower).toHaveLength(from.length);
  for (let at = 0; at < from.length; at += 1) expect(from[at]!).toBeLessThan(to[at]!);
  expect(to.at(-1)).toBeLessThanOrEqual(source.length);
});
