import { sql } from 'kysely';
import { regionOf, type Tx } from '@otklik/kernel';
import { errorsForgiven, typingErrors } from '../model/distance.ts';
import { branchNumber, clinicNumber, isNumberSign } from '../model/search-words.ts';
import { stemsOf } from './index-clinics.ts';

/** A stem of the index that a word of the question may mean, and how surely (4 exact … 1 far typo). */
export interface Meaning {
  readonly stem: string;
  readonly quality: number;
}

const QUALITY = { exact: 4, stem: 4, prefix: 3, oneError: 2, moreErrors: 1 } as const;
const PREFIX_MIN = 3;
const LAST_LETTER = '\u{10FFFF}';

interface Known {
  asked: string;
  word: string;
  stem: string;
}

/** For each word of the question, given in its readings, the stems of this region's index that it means. */
export async function meaningsOf(
  tx: Tx,
  places: readonly (readonly string[])[],
): Promise<Meaning[][]> {
  const words = [...new Set(places.flat())].filter((word) => !isNumberSign(word));
  const stems = await stemsOf(tx, words);
  const stemOf = new Map(words.map((word, at) => [word, stems[at]!]));
  const known = await beginningWith(tx, words, stems);
  const meanings = places.map((readings) => surely(readings, stemOf, known));
  const unknown = places.filter((readings, at) => meanings[at]!.length === 0);
  const asked = [...new Set(unknown.flat())].filter((word) => stemOf.has(word) && word.length > 3);
  if (asked.length === 0) return meanings;
  const alike = await likeWords(
    tx,
    asked,
    asked.map((word) => stemOf.get(word)!),
  );
  return meanings.map((found, at) =>
    found.length > 0 ? found : probably(places[at]!, stemOf, alike),
  );
}

function surely(
  readings: readonly string[],
  stemOf: ReadonlyMap<string, string>,
  known: readonly Known[],
): Meaning[] {
  for (const reading of readings) {
    if (/^\d/.test(reading)) {
      const number = Number(reading);
      return [
        { stem: clinicNumber(number), quality: QUALITY.exact },
        { stem: branchNumber(number), quality: 1 },
        { stem: reading, quality: 1 },
      ];
    }
    if (reading.startsWith('~')) return [{ stem: reading, quality: QUALITY.exact }];
    const found = known.filter((row) => row.asked === reading);
    const same = found.filter((row) => row.word === reading || row.stem === stemOf.get(reading));
    const rows = same.length > 0 ? same : found;
    const quality = same.length > 0 ? QUALITY.exact : QUALITY.prefix;
    if (rows.length > 0)
      return [...new Set(rows.map((row) => row.stem))].map((stem) => ({ stem, quality }));
  }
  return [];
}

/** The nearest words by typing errors; ties are all kept, since any may be meant. */
function probably(
  readings: readonly string[],
  stemOf: ReadonlyMap<string, string>,
  alike: readonly Known[],
): Meaning[] {
  const near = alike
    .filter((row) => readings.includes(row.asked))
    .map((row) => {
      const max = errorsForgiven(row.asked.length);
      const stem = stemOf.get(row.asked) ?? row.asked;
      const errors = Math.min(
        typingErrors(row.asked, row.word, max),
        typingErrors(stem, row.stem, Math.min(max, errorsForgiven(stem.length))),
      );
      return { stem: row.stem, errors, max };
    })
    .filter((row) => row.errors <= row.max);
  const least = Math.min(...near.map((row) => row.errors));
  const quality = least <= 1 ? QUALITY.oneError : QUALITY.moreErrors;
  const best = near.filter((row) => row.errors === least).map((row) => row.stem);
  return [...new Set(best)].map((stem) => ({ stem, quality }));
}

const inThisRegion = (tx: Tx) => sql`exists (
  select 1 from clinic_terms t where t.region_id = ${regionOf(tx.scope)} and t.stem = w.stem)`;

/** Words that are the asked one, share its stem or begin with it. Ranges, never patterns. */
async function beginningWith(
  tx: Tx,
  words: readonly string[],
  stems: readonly string[],
): Promise<Known[]> {
  if (words.length === 0) return [];
  const ends = words.map((word) => (word.length >= PREFIX_MIN ? word + LAST_LETTER : word));
  const { rows } = await sql<Known>`
    select a.asked, w.word, w.stem
    from unnest(${words}::text[], ${stems}::text[], ${ends}::text[]) a(asked, stem, until)
    cross join lateral (
      (select s.word, s.stem from search_words s where s.stem = a.stem collate "C")
      union
      (select p.word, p.stem from search_words p
       where p.word >= a.asked collate "C" and p.word <= a.until collate "C" order by p.word limit 40)
    ) w where ${inThisRegion(tx)}`.execute(tx.db);
  return rows;
}

/** Words that share letter triples with the asked one or its stem, most alike first. */
async function likeWords(
  tx: Tx,
  words: readonly string[],
  stems: readonly string[],
): Promise<Known[]> {
  // Below the default of 0.3: two swapped letters in a short word leave a fifth of its triples.
  await sql`select set_config('pg_trgm.similarity_threshold', '0.15', true)`.execute(tx.db);
  const { rows } = await sql<Known>`
    select a.asked, w.word, w.stem
    from unnest(${words}::text[], ${stems}::text[]) a(asked, stem)
    cross join lateral (
      select s.word, s.stem from search_words s where s.word % a.asked or s.stem % a.stem
      order by greatest(similarity(s.word, a.asked), similarity(s.stem, a.stem)) desc limit 60
    ) w where ${inThisRegion(tx)}`.execute(tx.db);
  return rows;
}

/** Clinic numbers that begin with these digits: «12» finds 120 and 129 when there is no 12. */
export async function numbersBeginning(tx: Tx, digits: string): Promise<Meaning[]> {
  const from = `#${digits}`;
  const { rows } = await sql<{ stem: string }>`
    select w.stem from search_words w
    where w.word > ${from} and w.word <= ${from + LAST_LETTER} and ${inThisRegion(tx)}
    order by w.word limit 100`.execute(tx.db);
  return rows.map((row) => ({ stem: row.stem, quality: 1 }));
}
