import type { Tx } from '@otklik/kernel';
import type { Mode } from '../model/answer.ts';
import { regionIn } from './tables.ts';

export interface ShownFilter {
  /** `place:ID`, `organisation:ID` or `sector:NAME`. */
  readonly scope: string;
  readonly formId?: string;
  /** Empty for all versions together, which is what holds when absent. */
  readonly formVersion?: string;
  readonly modes?: readonly Mode[];
  /** First days of months, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** Item and code empty: how many answers in all; code empty: how many answered the item. */
export interface ShownCount {
  readonly formId: string;
  readonly formVersion: string;
  readonly mode: Mode;
  readonly month: string;
  readonly item: string;
  readonly code: string;
  readonly n: number;
  readonly weight: number;
}

const ROWS_MAX = 20_000;

/** Counts that everybody may see: they move by steps, never by one answer. */
export async function shownCounts(tx: Tx, filter: ShownFilter): Promise<ShownCount[]> {
  const { formId, modes, from, to } = filter;
  return tx.db
    .selectFrom('shown_counts')
    .select([
      'form_id as formId',
      'form_version as formVersion',
      'mode',
      'month',
      'item',
      'code',
      'n',
      'weight',
    ])
    .where('region_id', '=', regionIn(tx))
    .where('scope', '=', filter.scope)
    .where('form_version', '=', filter.formVersion ?? '')
    .$if(formId !== undefined, (found) => found.where('form_id', '=', formId!))
    .$if(modes !== undefined, (found) => found.where('mode', 'in', [...modes!]))
    .$if(from !== undefined, (found) => found.where('month', '>=', from!))
    .$if(to !== undefined, (found) => found.where('month', '<=', to!))
    .orderBy('month')
    .orderBy('item')
    .orderBy('code')
    .limit(ROWS_MAX)
    .execute();
}
