import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { ELSEWHERE } from '../model.ts';
import './tables.ts';

/** How many published messages about one topic in one month name the holder of a post. */
export interface SettledCount {
  readonly postId: string;
  readonly doctorId: string;
  readonly clinicId: string;
  readonly topicCode: string;
  /** The month of publication where the clinic is, `YYYY-MM`. */
  readonly month: string;
  readonly n: number;
}

/** First and last month, `YYYY-MM`, both counted. */
export interface CountQuestion {
  readonly from?: string;
  readonly to?: string;
}

/**
 * The port for signals: settled links by post, doctor, topic and month of publication. Counted are current
 * links that are `settled`, of cases that are published and were neither withdrawn, rejected nor sent
 * elsewhere, and whose words stand. Exposure (how many visits a doctor had) and minimum numbers are the
 * reader's. The counts are as confidential as the links: never for a public page.
 */
export async function settledLinkCounts(
  tx: Tx,
  { from, to }: CountQuestion = {},
): Promise<SettledCount[]> {
  const month = sql<string>`to_char(c.published_at at time zone c.zone, 'YYYY-MM')`;
  return tx.db
    .selectFrom('named_links as l')
    .innerJoin('cases as c', (join) =>
      join.onRef('c.region_id', '=', 'l.region_id').onRef('c.id', '=', 'l.case_id'),
    )
    .innerJoin('posts as p', (join) =>
      join.onRef('p.region_id', '=', 'l.region_id').onRef('p.id', '=', 'l.post_id'),
    )
    .select((eb) => [
      'p.id as postId',
      'p.doctor_id as doctorId',
      'p.clinic_id as clinicId',
      'c.subject_code as topicCode',
      month.as('month'),
      eb.fn.countAll<number>().as('n'),
    ])
    .where('l.region_id', '=', regionId(tx))
    .where('l.is_current', '=', true)
    .where('l.state', '=', 'settled')
    .whereRef('c.clinic_id', '=', 'l.clinic_id')
    .where('c.published_at', 'is not', null)
    .where('c.erased_at', 'is', null)
    .where('c.state', 'not in', ELSEWHERE)
    .$if(from !== undefined, (query) => query.where(month, '>=', from!))
    .$if(to !== undefined, (query) => query.where(month, '<=', to!))
    .groupBy(['p.id', 'p.doctor_id', 'p.clinic_id', 'c.subject_code', month])
    .orderBy('p.id')
    .orderBy('c.subject_code')
    .orderBy(month)
    .execute();
}
