import type { Tx } from '@otklik/kernel';
import type { Mode } from '@otklik/survey-answers';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

export interface Answered {
  readonly placeId: string;
  readonly mode: Mode;
  readonly n: number;
}

/** Counted answers that everybody may see, by place and way, over whole months; of every form but the one of access. */
export async function answeredByWay(
  tx: Tx,
  placeIds: readonly string[],
  from: string,
): Promise<Answered[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<Answered>`
    select substr(s.scope, 7) as "placeId", s.mode, sum(s.n)::int as n from shown_counts s
    where s.region_id = ${regionIn(tx)} and s.form_version = '' and s.item = '' and s.code = ''
      and s.month >= ${from}::date
      and s.scope = any(${placeIds.map((id) => `place:${id}`)}::text[])
      and not exists (select 1 from survey_form_uses u
        where u.region_id = s.region_id and u.form_id = s.form_id and u.kind = 'access')
    group by 1, 2 order by 1, 2`.execute(tx.db);
  return rows;
}
