import { expect, test } from 'vitest';
import { figuresIn, formatter, m, withLocale } from '../src/index.ts';

const now = '2026-06-01T00:00:00Z';
const ru = formatter('ru', 'Europe/Moscow', now);
const en = formatter('en', 'Europe/Moscow', now);
/** No-break spaces are right on paper and unreadable in a test. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a moment owed is told with weekday, date, time and zone', () => {
  expect(plain(ru.until('2026-06-17T15:00:00Z'))).toBe('до среды, 17 июня, 18:00 по Москве');
  expect(plain(en.until('2026-06-17T15:00:00Z'))).toBe(
    'by 18:00 on Wednesday 17 June, Moscow time',
  );
  const vladivostok = formatter('ru', 'Asia/Vladivostok', now);
  expect(plain(vladivostok.until('2026-06-17T08:00:00Z'))).toBe(
    'до среды, 17 июня, 18:00 по Владивостоку',
  );
});

test('a term that ends at midnight is told by its last day', () => {
  expect(plain(ru.until('2026-06-17T21:00:00Z'))).toBe('до конца среды, 17 июня');
  expect(plain(en.until('2026-06-17T21:00:00Z'))).toBe('by the end of Wednesday 17 June');
  expect(plain(ru.until('2026-12-31T21:00:00Z'))).toBe('до конца четверга, 31 декабря');
});

test('every weekday stands in the genitive', () => {
  const said = [1, 2, 3, 4, 5, 6, 7].map((day) => ru.until(`2026-06-0${day}T09:00:00Z`));
  const genitive = [
    'понедельника',
    'вторника',
    'среды',
    'четверга',
    'пятницы',
    'субботы',
    'воскресенья',
  ];
  genitive.forEach((word, index) => expect(said[index]).toContain(`до ${word},`));
});

test('the year is said only where it differs', () => {
  expect(plain(ru.date('2026-06-17'))).toBe('17 июня');
  expect(plain(ru.date('2027-06-17'))).toBe('17 июня 2027');
  expect(plain(formatter('en', 'UTC').date('2026-06-17'))).toBe('17 June 2026');
});

test('a day without a clock is the same day everywhere', () => {
  for (const zone of ['Asia/Kamchatka', 'America/New_York'])
    expect(plain(formatter('ru', zone, now).day('2026-06-17'))).toBe('17 июня');
});

test('days between are counted by the calendar of the zone', () => {
  // 23:30 and 00:30 in Moscow are an hour apart and a day apart.
  expect(ru.relativeDays('2026-06-04T21:30:00Z', '2026-06-04T20:30:00Z')).toBe('завтра');
  expect(plain(ru.relativeDays('2026-06-11T00:00:00Z'))).toBe('через 10 дней');
  expect(en.relativeDays('2026-05-31T00:00:00Z')).toBe('yesterday');
  expect(() => formatter('ru', 'UTC').relativeDays(now)).toThrow(RangeError);
});

test.each([
  [0, '0 минут', '0 minutes'],
  [1, '1 минута', '1 minute'],
  [80, '1 час 20 минут', '1 hour 20 minutes'],
  [121, '2 часа 1 минута', '2 hours 1 minute'],
  [1440, '1 день', '1 day'],
  [7235, '5 дней', '5 days'],
  [31_680, '22 дня', '22 days'],
])('%i minutes', (minutes, russian, english) => {
  expect(plain(ru.duration(minutes))).toBe(russian);
  expect(plain(en.duration(minutes))).toBe(english);
});

test('figures', () => {
  expect(figuresIn('ru').number(12_345.67)).toBe(ru.number(12_345.67));
  expect(plain(ru.number(12_345.67))).toBe('12 345,7');
  expect(plain(ru.percent(0.375))).toBe('38 %');
  expect(en.percent(0.375)).toBe('38%');
  expect(plain(ru.fileSize(15_000_000))).toBe('15 МБ');
});

test('what is not a moment or a zone is refused', () => {
  expect(() => ru.date('yesterday')).toThrow(RangeError);
  expect(() => formatter('ru', 'Mars/Olympus', now)).toThrow(RangeError);
});

test('a locale holds through awaited work, and two requests do not mix', async () => {
  const say = async (): Promise<string> => {
    await new Promise((resolve) => setImmediate(resolve));
    return m.common_site_name();
  };
  expect(await Promise.all([withLocale('en', say), withLocale('ru', say)])).toEqual([
    'Otklik',
    'Отклик',
  ]);
});
