import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import './store/tables.ts';

/** From when on filings are one campaign. */
export interface CampaignRules {
  /** So many alike are a campaign. */
  readonly copiesMin: number;
  /** So alike are copies, in percent of their runs of three words. */
  readonly likenessPercent: number;
  /** Within so many days. */
  readonly windowDays: number;
  /** So many an hour are a flood, where that is more than usual. */
  readonly floodMin: number;
}

/** Of a region that has set nothing else. */
export const HOUSE_RULES: CampaignRules = {
  copiesMin: 5,
  likenessPercent: 70,
  windowDays: 14,
  floodMin: 20,
};

/** All rules of the region, the newest first. */
export async function allRules(tx: Tx): Promise<(CampaignRules & { validFrom: string })[]> {
  const rows = await tx.db
    .selectFrom('campaign_rules')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .orderBy('valid_from', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    validFrom: row.valid_from,
    copiesMin: row.copies_min,
    likenessPercent: row.likeness_percent,
    windowDays: row.window_days,
    floodMin: row.flood_min,
  }));
}

/** Those that hold today. */
export async function rulesToday(tx: Tx): Promise<CampaignRules> {
  const today = await todayOf(tx);
  return (await allRules(tx)).find(({ validFrom }) => validFrom <= today) ?? HOUSE_RULES;
}
