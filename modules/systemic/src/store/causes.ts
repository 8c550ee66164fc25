import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';

export interface Cause {
  readonly code: string;
  readonly ru: string;
  readonly en: string;
  /** The topics it covers: one, or all of a category. */
  readonly topics: readonly string[];
}

/** A topic or a category of topics by its code, in the newest version. @throws AppError unknown-reference */
export async function causeOf(tx: Tx, code: string): Promise<Cause> {
  const { rows } = await sql<{
    topic: string;
    category: string;
    ru: string;
    en: string;
    category_ru: string;
    category_en: string;
  }>`
    select distinct on (code) code as topic, category_code as category, short_ru as ru, short_en as en,
      category_ru, category_en
    from topics where region_id = ${regionId(tx)} and (code = ${code} or category_code = ${code})
    order by code, version desc`.execute(tx.db);
  const one = rows.find(({ topic }) => topic === code);
  if (one) return { code, ru: one.ru, en: one.en, topics: [code] };
  const [first] = rows.filter(({ category }) => category === code);
  if (!first) throw new AppError('unknown-reference', { kind: 'cause' });
  const topics = rows.filter(({ category }) => category === code).map(({ topic }) => topic);
  return { code, ru: first.category_ru, en: first.category_en, topics };
}
