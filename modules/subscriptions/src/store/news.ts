import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { Target } from '../model/target.ts';
import { belongsTo, isShown } from './shown.ts';
import { regionIn } from './tables.ts';

/** From (not counted) until (counted). */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** One case with what became public of it in a span. */
export interface NewsItem {
  readonly id: string;
  readonly number: string;
  readonly path: string;
  readonly subject_ru: string;
  readonly subject_en: string;
  readonly clinic_ru: string;
  readonly clinic_en: string | null;
  readonly zone: string;
  readonly story: string | null;
  readonly at: Date;
  /** Codes of the public moves of the span, oldest first. */
  readonly moves: readonly string[];
}

/** Of lists people want to hear of new messages and of answers; of one message, and of outcomes, of every step. */
const LIST_MOVES = ['publish', 'publish-answer'];

const changed = (tx: Tx, target: Target, { from, to }: Span): RawBuilder<unknown> => {
  const every = target.kind === 'case' || target.outcome !== undefined;
  return sql`
    select entry.case_id, max(entry.at) as at, array_agg(entry.move order by entry.seq) as moves
    from case_entries as entry
    where entry.region_id = ${regionIn(tx)} and entry.public
      and entry.at > ${from} and entry.at <= ${to}
      ${target.caseId ? sql`and entry.case_id = ${target.caseId}` : sql``}
      ${every ? sql`` : sql`and entry.move in (${sql.join(LIST_MOVES.map((move) => sql.lit(move)))})`}
    group by entry.case_id`;
};

const joined = (tx: Tx, target: Target, span: Span): RawBuilder<unknown> => sql`
  from (${changed(tx, target, span)}) as news
  join cases on cases.region_id = ${regionIn(tx)} and cases.id = news.case_id
  join complaints on complaints.region_id = ${regionIn(tx)} and complaints.case_id = news.case_id
  where ${isShown()} and ${belongsTo(tx, target)}`;

/** What subscribers of a target would be told of a span, newest first, and how much there is in all. */
export async function newsOf(
  tx: Tx,
  target: Target,
  span: Span,
  limit: number,
): Promise<{ items: NewsItem[]; total: number }> {
  const { rows } = await sql<NewsItem & { total: number }>`
    with found as (
      select cases.id, cases.number, cases.path, cases.subject_ru, cases.subject_en, cases.clinic_id,
        cases.zone, complaints.story_public as story, news.at, news.moves, count(*) over () as total
      ${joined(tx, target, span)}
      order by news.at desc, cases.id desc limit ${limit}
    )
    select found.*, clinics.name_ru as clinic_ru, clinics.name_en as clinic_en
    from found join clinics on clinics.region_id = ${regionIn(tx)} and clinics.id = found.clinic_id
    order by found.at desc, found.id desc`.execute(tx.db);
  return { items: rows, total: rows[0]?.total ?? 0 };
}

/** Whether there is anything to tell. */
export async function hasNews(tx: Tx, target: Target, span: Span): Promise<boolean> {
  if (span.from >= span.to) return false;
  const { rows } = await sql<{ is_there: boolean }>`
    select exists (select 1 ${joined(tx, target, span)}) as is_there`.execute(tx.db);
  return rows[0]!.is_there;
}
