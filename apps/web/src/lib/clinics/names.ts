import { currentLocale, m } from '@otklik/i18n';

/** The name in the page's language; where there is no English one the Russian stands. */
export const nameOf = (thing: {
  readonly nameRu: string;
  readonly nameEn: string | null;
}): string =>
  withWholeNumbers(currentLocale() === 'en' ? (thing.nameEn ?? thing.nameRu) : thing.nameRu);

/** A number never parts from its word at the end of a line; the map's «No32» among Russian words is «№ 32». */
export const withWholeNumbers = (name: string): string =>
  (/[а-яё]/i.test(name) ? name.replace(/\bNo\.?(?=\s?\d)/g, '№') : name)
    .replace(/(№|\bNo\.) ?(?=\d)/g, '$1\u00a0')
    .replace(/\b(Branch|Department|unit) (?=\d)/g, '$1\u00a0');

export function audienceOf(audience: 'adult' | 'child' | 'both'): string {
  if (audience === 'child') return m.public_clinics_one_child();
  return audience === 'both' ? m.public_clinics_audience_both() : m.public_clinics_one_adult();
}

/** An okrug for short: «ЦАО» in Russian, its name in English. */
export const okrugOf = (okrug: {
  readonly nameRu: string;
  readonly nameEn: string;
  readonly abbrRu: string | null;
}): string =>
  currentLocale() === 'en'
    ? okrug.nameEn.replace(/ Administrative Okrug$/, '')
    : (okrug.abbrRu ?? okrug.nameRu);
