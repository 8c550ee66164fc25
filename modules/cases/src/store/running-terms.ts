import type { Tx } from '@otklik/kernel';
import type { Schedule } from '@otklik/working-time';
import type { StageTerm } from '../model/clocks.ts';
import { termOf, workingHours } from '../model/terms.ts';
import type { Stage } from '../model/states.ts';
import { regionId, type CaseRow } from './cases.ts';

/** In what a running term is counted. */
export interface DueTerm {
  /** Null where no clock runs. */
  readonly dueUnit: StageTerm['unit'] | null;
  /** The working hours that the term fills; null round the clock and in days. */
  readonly dueHours: Schedule | null;
}

type Due = Pick<CaseRow, 'id' | 'terms' | 'due_stage' | 'proposal_due_at'>;

/**
 * In what the running terms of cases are counted: their unit, and the hours that they fill. Of the clock itself,
 * not of the topic: after a change of topic the shorter of two terms runs on, whichever that is.
 * @param stageOf which clock is meant, where it is not that of the case's own step
 */
export async function dueTerms(
  tx: Tx,
  rows: readonly Due[],
  stageOf: (row: Due) => Stage | null = ({ due_stage }) => due_stage,
): Promise<(row: Due) => DueTerm> {
  const running = new Map<string, StageTerm>();
  if (rows.length > 0) {
    const clocks = await tx.db
      .selectFrom('case_clocks')
      .select(['case_id', 'stage', 'term'])
      .where('region_id', '=', regionId(tx))
      .where(
        'case_id',
        'in',
        rows.map(({ id }) => id),
      )
      .where('stopped_at', 'is', null)
      .orderBy('seq')
      .execute();
    for (const { case_id, stage, term } of clocks) running.set(`${case_id} ${stage}`, term);
  }
  return (row) => {
    const stage = stageOf(row);
    const term = stage && (running.get(`${row.id} ${stage}`) ?? termOf(row.terms, stage));
    return { dueUnit: term && term.unit, dueHours: term && workingHours(term) };
  };
}
