import { sql, type Selectable } from 'kysely';
import { regionId } from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import type { DecisionTable } from './tables.ts';

export type DecisionRow = Selectable<DecisionTable>;

/** A job that stood still for so long misses nothing. */
export const LOOK_BACK_days = 7;
const DRAWN_MAX = 20_000;
const DAY_MS = 86_400_000;

/** @throws AppError not-found */
export async function decisionAt(tx: Tx, caseId: string, seq: number): Promise<DecisionRow> {
  const row = await tx.db
    .selectFrom('moderation_decisions')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'decision' });
  return row;
}

/**
 * Decisions of the last week about a message, an answer or a supporter's note whose words are there as they were. A member's answer
 * is its lead's, and is judged there.
 */
export const decisionsToDraw = (tx: Tx): Promise<DecisionRow[]> =>
  tx.db
    .selectFrom('moderation_decisions as decision')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'decision.region_id')
        .onRef('cases.id', '=', 'decision.case_id'),
    )
    .selectAll('decision')
    .where('decision.region_id', '=', regionId(tx))
    .where('decision.decided_at', '>=', new Date(tx.now.getTime() - LOOK_BACK_days * DAY_MS))
    .where('decision.kind', 'in', ['message', 'answer', 'note'])
    .where('cases.erased_at', 'is', null)
    .where((eb) => eb.or([eb('decision.kind', '<>', 'answer'), eb('cases.lead_id', 'is', null)]))
    .where(noteIsThere)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('moderation_samples as sample')
            .select('sample.id')
            .whereRef('sample.region_id', '=', 'decision.region_id')
            .whereRef('sample.case_id', '=', 'decision.case_id')
            .whereRef('sample.seq', '=', 'decision.seq'),
        ),
      ),
    )
    .orderBy('decision.decided_at')
    .limit(DRAWN_MAX)
    .execute();

/** Of a decision about a note: that its supporter has not taken it back since. */
const noteIsThere = sql<boolean>`(decision.support_id is null or exists (
  select from case_supports support
  where support.region_id = decision.region_id and support.id = decision.support_id))`;

/** Samples that wait and can be judged no more: erased, taken back or mended since, or older than the region lets them grow. */
export async function samplesToVoid(tx: Tx, days_max: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select sample.id
    from moderation_samples sample
    join cases on cases.region_id = sample.region_id and cases.id = sample.case_id
    join moderation_decisions decision on decision.region_id = sample.region_id
      and decision.case_id = sample.case_id and decision.seq = sample.seq
    where sample.region_id = ${regionId(tx)} and sample.state = 'waiting'
      and (cases.erased_at is not null or not ${noteIsThere}
        or sample.drawn_at < ${new Date(tx.now.getTime() - days_max * DAY_MS)}
        or exists (
          select from case_entries entry
          where entry.region_id = sample.region_id and entry.case_id = sample.case_id
            and entry.move = 'resubmit' and entry.seq > sample.seq))
    order by sample.drawn_at limit 1000`.execute(tx.db);
  return rows.map(({ id }) => id);
}
