import type { Tx } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import '@otklik/survey-answers';
import { sql } from 'kysely';
import { outcomeOf, type PilotOutcome } from '../model/outcome.ts';
import type { PilotRow } from './pilots.ts';
import { regionIn } from './tables.ts';

interface Row {
  readonly id: string;
  readonly reported: number;
  readonly sent: number;
  readonly answered: number;
  readonly erased: Readonly<Record<string, number>> | null;
  readonly files: number;
}

/**
 * What came of pilots that are closed, by their ids. Answers are those that everybody may see: sums of places and
 * months that each had enough company.
 */
export async function outcomesOf(
  tx: Tx,
  pilots: readonly PilotRow[],
): Promise<ReadonlyMap<string, PilotOutcome>> {
  const closed = pilots.filter(({ state }) => state === 'closed');
  if (closed.length === 0) return new Map();
  const { survey_results_min: min } = await disclosureOf(tx);
  const region = regionIn(tx);
  const { rows } = await sql<Row>`
    select p.id,
      coalesce(c.reported, 0)::int as reported, coalesce(c.sent, 0)::int as sent,
      coalesce(a.answered, 0)::int as answered, e.counts as erased,
      (select count(*)::int from pilot_files f where f.region_id = p.region_id and f.pilot_id = p.id) as files
    from pilots p
      left join pilot_closings e on e.region_id = p.region_id and e.pilot_id = p.id and e.step = 'erase'
      left join lateral (
        select sum(d.reported) as reported, sum(d.sent) as sent
        from pilot_places m join survey_day_counts d on d.region_id = m.region_id and d.place_id = m.place_id
          and d.day between p.from_day and p.to_day
        where m.region_id = p.region_id and m.pilot_id = p.id) c on true
      left join lateral (
        select sum(s.n) as answered
        from pilot_places m join shown_counts s on s.region_id = m.region_id
          and s.scope = 'place:' || m.place_id and s.form_version = '' and s.item = '' and s.code = ''
          and s.month between date_trunc('month', p.from_day)::date and p.closed_on
        where m.region_id = p.region_id and m.pilot_id = p.id) a on true
    where p.region_id = ${region}
      and p.id = any(${closed.map(({ id }) => id)}::uuid[])`.execute(tx.db);
  return new Map(rows.map(({ id, ...counts }) => [id, outcomeOf(counts, min)]));
}
