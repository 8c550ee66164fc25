import { currentLocale, formatter } from '@otklik/i18n';

/** When a filing was made, as its proof says it: a moment of UTC, or of an anonymous one the day alone. */
export const filedWords = (filed: string): string => {
  const said = formatter(currentLocale(), 'UTC');
  const day = said.date(new Date(`${filed.slice(0, 10)}T12:00:00Z`));
  return filed.length > 10 ? `${day}, ${filed.slice(11, 19)}` : day;
};
