import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { SHIFTS, type Shift } from './model/shifts.ts';
import './store/tables.ts';

/** How a region watches its moderation from a day on. */
export interface WatchRules {
  /** The day from which they hold, `YYYY-MM-DD`; null of the house's own. */
  readonly validFrom: string | null;
  readonly sharePercent: number;
  readonly refusalsTwice: boolean;
  readonly shifts: readonly Shift[];
  readonly sampleDaysMax: number;
}

/** Of a region that has set nothing else. */
export const HOUSE_RULES: WatchRules = {
  validFrom: null,
  sharePercent: 5,
  refusalsTwice: true,
  shifts: SHIFTS,
  sampleDaysMax: 14,
};

/** All rules of the region, the newest first. */
export async function allRules(tx: Tx): Promise<(WatchRules & { validFrom: string })[]> {
  const rows = await tx.db
    .selectFrom('moderation_watch_rules')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .orderBy('valid_from', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    validFrom: row.valid_from,
    sharePercent: row.share_percent,
    refusalsTwice: row.refusals_twice,
    shifts: row.shifts,
    sampleDaysMax: row.sample_days_max,
  }));
}

/** Those that hold on a day, `YYYY-MM-DD`, of rules with the newest first. */
export const rulesOn = (
  rules: readonly (WatchRules & { validFrom: string })[],
  day: string,
): WatchRules => rules.find(({ validFrom }) => validFrom <= day) ?? HOUSE_RULES;
