import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { Mode } from '../model/answer.ts';
import { regionIn } from './tables.ts';

interface Months {
  /** First days of months, both included. */
  readonly from: string;
  readonly to: string;
}

const scopesOf = (placeIds: readonly string[]): string[] => placeIds.map((id) => `place:${id}`);

export interface AnsweredByMonth {
  readonly placeId: string;
  readonly mode: Mode;
  /** `YYYY-MM-01` */
  readonly month: string;
  readonly n: number;
}

/**
 * Counted answers that everybody may see, by place, way and month; of every form but those of people without a visit,
 * which are counted by themselves.
 */
export async function answeredByMonth(
  tx: Tx,
  placeIds: readonly string[],
  { from, to }: Months,
): Promise<AnsweredByMonth[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<AnsweredByMonth>`
    select substr(s.scope, 7) as "placeId", s.mode, s.month::text as month, sum(s.n)::int as n
    from shown_counts s
    where s.region_id = ${regionIn(tx)} and s.form_version = '' and s.item = '' and s.code = ''
      and s.month between ${from}::date and ${to}::date
      and s.scope = any(${scopesOf(placeIds)}::text[])
      and not exists (select 1 from survey_form_uses u
        where u.region_id = s.region_id and u.form_id = s.form_id and u.kind = 'access')
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx.db);
  return rows;
}

export interface Alike {
  readonly placeId: string;
  readonly mode: Mode;
  readonly month: string;
  /** Who answered a question, and how many of them gave its most frequent answer. */
  readonly n: number;
  readonly same: number;
}

/** Of each question at these places how many answered alike, by way and month; of counts that everybody may see. */
export async function alikeByMonth(
  tx: Tx,
  placeIds: readonly string[],
  { from, to }: Months,
): Promise<Alike[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<Alike>`
    select substr(scope, 7) as "placeId", mode, month::text as month,
      max(n) filter (where code = '')::int as n, coalesce(max(n) filter (where code <> ''), 0)::int as same
    from shown_counts
    where region_id = ${regionIn(tx)} and form_version = '' and item <> ''
      and scope = any(${scopesOf(placeIds)}::text[]) and month between ${from}::date and ${to}::date
    group by scope, form_id, mode, month, item having max(n) filter (where code = '') is not null`.execute(
    tx.db,
  );
  return rows;
}
