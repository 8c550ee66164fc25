// Road signs and passports of Russia write names so (GOST R 52535.1-2006, ICAO Doc 9303), with the
// habitual endings -y for -ый and -ий.
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** A Russian name in Latin letters: «Семёновская» → «Semenovskaya». Other letters stay. */
export function latinOf(text: string): string {
  return text.replace(/(?:ый|ий)(?!\p{L})/gu, 'y').replace(/\p{Script=Cyrillic}/gu, (letter) => {
    const small = letter.toLowerCase();
    const latin = LETTERS[small] ?? letter;
    return small === letter ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  });
}

/**
 * A clinic's name in English, from its facts: «City Polyclinic No. 62, Branch 4». Names that say more
 * are in the file `clinic-names-en.json`.
 */
export function englishName(clinic: {
  readonly name_ru: string;
  readonly number: number | null;
  readonly branch_number: number | null;
  readonly audience: string;
  readonly unit: string;
  readonly service: string;
  readonly operator: string;
}): string | null {
  if (clinic.service !== 'general' || clinic.operator !== 'unspecified') return null;
  if (clinic.number === null) return null;
  const city = /городск/i.test(clinic.name_ru) ? 'City ' : '';
  const title = clinic.audience === 'child' ? `Children's ${city}Polyclinic` : `${city}Polyclinic`;
  const branch =
    clinic.branch_number === null
      ? clinic.unit === 'branch'
        ? ' (branch)'
        : ''
      : `, Branch ${clinic.branch_number}`;
  return `${title} No. ${clinic.number}${branch}`;
}
