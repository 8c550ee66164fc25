import { branchNumber, clinicNumber, wordsOf } from './search-words.ts';
import { latinOf } from './transliterate.ts';

/** What the search knows of a clinic. Names of places come in both languages. */
export interface SearchableClinic {
  readonly name_ru: string;
  readonly name_en: string | null;
  readonly number: number | null;
  readonly branch_number: number | null;
  readonly audience: 'adult' | 'child' | 'both';
  readonly unit: string;
  readonly service: string;
  readonly address_ru: string | null;
  readonly district: readonly string[];
  readonly okrug: readonly string[];
}

/** How much a word says about a clinic, by where it stands. */
const WEIGHT = { number: 8, branch: 6, name: 4, district: 3, address: 2, okrug: 1 } as const;

const AUDIENCE_WORDS = {
  adult: 'взрослая взрослым adult',
  child: 'детская детям ребенок child children kids',
  both: 'взрослая детская adult child children',
} as const;
const SERVICE_WORDS: Readonly<Record<string, string>> = {
  dental: 'стоматология зубная стоматолог dental dentist',
  women_consultation: 'женская консультация гинеколог women',
  rehabilitation: 'восстановительное лечение реабилитация rehabilitation',
  urgent_care_unit: 'неотложная помощь urgent',
};

/** Every word by which a clinic may be found, with its weight. */
export function clinicWords(clinic: SearchableClinic): Map<string, number> {
  const words = new Map<string, number>();
  const add = (texts: readonly (string | null | undefined)[], weight: number): void => {
    for (const word of texts.flatMap((text) => (text ? wordsOf(text) : [])))
      if (!word.startsWith('~')) words.set(word, Math.max(words.get(word) ?? 0, weight));
  };
  add([clinic.name_ru, clinic.name_en, 'поликлиника polyclinic'], WEIGHT.name);
  add([AUDIENCE_WORDS[clinic.audience], SERVICE_WORDS[clinic.service]], WEIGHT.name);
  // The name's own number is known by its sign; as a bare digit it is no more than a house number.
  for (const word of words.keys()) if (/^\d/.test(word)) words.set(word, 1);
  if (clinic.branch_number !== null || clinic.unit === 'branch')
    add(['филиал branch'], WEIGHT.name);
  add(clinic.district, WEIGHT.district);
  add(clinic.okrug, WEIGHT.okrug);
  if (clinic.address_ru) add([clinic.address_ru, latinOf(clinic.address_ru)], WEIGHT.address);
  if (clinic.number !== null) words.set(clinicNumber(clinic.number), WEIGHT.number);
  if (clinic.branch_number !== null) words.set(branchNumber(clinic.branch_number), WEIGHT.branch);
  return words;
}

/** Where the list puts a clinic: general care first, then by number, head before branches. Unique by its code. */
export function orderKeyOf(clinic: {
  readonly code: string;
  readonly number: number | null;
  readonly branch_number: number | null;
  readonly service: string;
  readonly operator: string;
  readonly demo: boolean;
}): string {
  const general = clinic.service === 'general' && clinic.operator === 'unspecified';
  const number = String(clinic.number ?? 99_999).padStart(5, '0');
  const branch = String(clinic.branch_number ?? 0).padStart(3, '0');
  return [clinic.demo ? 0 : general ? 1 : 2, number, branch, clinic.code].join('|');
}
