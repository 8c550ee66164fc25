import type { Timestamp } from '@otklik/db';

export const CAMPAIGN_KINDS = ['copies', 'flood'] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];
export const CAMPAIGN_FINDINGS = ['judged', 'dismissed'] as const;

export interface CampaignTable {
  region_id: string;
  id: string;
  kind: CampaignKind;
  clinic_id: string | null;
  topic: string | null;
  found_at: Timestamp;
  last_at: Timestamp;
  members_count: number;
  state: 'open' | 'judged' | 'dismissed';
  data_key_id: string;
  finding_sealed: string | null;
  decided_by: string | null;
  decided_at: Timestamp | null;
}

export interface MemberTable {
  region_id: string;
  campaign_id: string;
  case_id: string;
  likeness: number | null;
  joined_at: Timestamp;
}

interface RulesTable {
  region_id: string;
  valid_from: string;
  copies_min: number;
  likeness_percent: number;
  window_days: number;
  flood_min: number;
  changed_by: string;
  changed_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    campaigns: CampaignTable;
    campaign_members: MemberTable;
    campaign_rules: RulesTable;
  }
}
