import { readFileSync } from 'node:fs';
import type { Random } from './random.ts';

interface Gendered {
  readonly male: string;
  readonly female: string;
}
interface Names {
  readonly male_first: string[];
  readonly female_first: string[];
  readonly patronymics: Gendered[];
  readonly last: Gendered[];
  readonly last_other: Gendered[];
}

/** A JSON file of the demonstration's texts. */
export const readData = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8')) as T;

export interface PersonName {
  readonly last: string;
  readonly first: string;
  readonly patronymic: string;
  /** `Иванова А. П.` */
  readonly short: string;
}

const names = readData<Names>('names');

/** An invented person's name. */
export function personName(random: Random): PersonName {
  const gender = random.chance(0.7) ? 'female' : 'male';
  const first = random.pick(names[`${gender}_first`]);
  const patronymic = random.pick(names.patronymics)[gender];
  const last = random.pick(random.chance(0.92) ? names.last : names.last_other)[gender];
  return { last, first, patronymic, short: `${last} ${first[0]}. ${patronymic[0]}.` };
}
