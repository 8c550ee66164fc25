import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';

const WORDS_MAX = 500;

const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/\p{L}{3,}/gu)
      ?.slice(0, WORDS_MAX),
  ),
];

/** Stems of words, each once; the database's own stemmer for Russian and English. */
export async function stemsIn(tx: Tx, text: string): Promise<string[]> {
  const words = wordsIn(text);
  if (words.length === 0) return [];
  const languages = words.map((word) => (/^[a-z]/.test(word) ? 'english_stem' : 'russian_stem'));
  const { rows } = await sql<{ stem: string }>`
    select distinct coalesce((ts_lexize(a.language::regdictionary, a.word))[1], a.word) as stem
    from unnest(${words}::text[], ${languages}::text[]) a(word, language)
    where coalesce((ts_lexize(a.language::regdictionary, a.word))[1], a.word) <> ''`.execute(tx.db);
  return rows.map(({ stem }) => stem);
}

/** Makes published words findable. */
export async function indexComment(tx: Tx, id: string, words: string): Promise<void> {
  const stems = await stemsIn(tx, words);
  if (stems.length === 0) return;
  await tx.db
    .insertInto('comment_terms')
    .values(stems.map((stem) => ({ region_id: regionId(tx), stem, comment_id: id })))
    .onConflict((on) => on.doNothing())
    .execute();
}

export async function forgetTerms(tx: Tx, id: string): Promise<void> {
  await tx.db
    .deleteFrom('comment_terms')
    .where('region_id', '=', regionId(tx))
    .where('comment_id', '=', id)
    .execute();
}
