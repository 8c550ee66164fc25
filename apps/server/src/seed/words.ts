/** Forms of words for the slots of stories. Weekdays begin with Monday. */
export const ON_WEEKDAY = [
  'в понедельник',
  'во вторник',
  'в среду',
  'в четверг',
  'в пятницу',
  'в субботу',
  'в воскресенье',
];
export const SINCE_WEEKDAY = [
  'с понедельника',
  'со вторника',
  'со среды',
  'с четверга',
  'с пятницы',
  'с субботы',
  'с воскресенья',
];

const ONES = [
  'первого',
  'второго',
  'третьего',
  'четвёртого',
  'пятого',
  'шестого',
  'седьмого',
  'восьмого',
  'девятого',
];
const TEENS = [
  'десятого',
  'одиннадцатого',
  'двенадцатого',
  'тринадцатого',
  'четырнадцатого',
  'пятнадцатого',
  'шестнадцатого',
  'семнадцатого',
  'восемнадцатого',
  'девятнадцатого',
];

/** `12` → «двенадцатого», for days of a month. */
export function dayOfMonth(date: number): string {
  if (date < 10) return ONES[date - 1]!;
  if (date < 20) return TEENS[date - 10]!;
  if (date === 20) return 'двадцатого';
  if (date === 30) return 'тридцатого';
  return `${date < 30 ? 'двадцать' : 'тридцать'} ${ONES[(date % 10) - 1]!}`;
}

/** Hours waited, in the genitive of «через … часов». */
export const HOURS_WAITED: Readonly<Record<number, string>> = {
  15: 'пятнадцать',
  17: 'семнадцать',
  18: 'восемнадцать',
  20: 'двадцать',
  25: 'двадцать пять',
  26: 'двадцать шесть',
  27: 'двадцать семь',
  28: 'двадцать восемь',
  30: 'тридцать',
};

const HOUR_NAMES = ['десять', 'одиннадцать', 'двенадцать', 'час', 'два', 'три', 'четыре'];
const EVENING = ['пять', 'шесть', 'семь', 'восемь', 'девять', 'десять', 'одиннадцать'];

/** An hour from 10 to 23 as people say it: `23` → «одиннадцать вечера». */
export function hourSaid(hour: number): string {
  if (hour < 12) return `${HOUR_NAMES[hour - 10]!} утра`;
  if (hour < 17) return `${HOUR_NAMES[hour - 10]!} дня`;
  return `${EVENING[hour - 17]!} вечера`;
}
