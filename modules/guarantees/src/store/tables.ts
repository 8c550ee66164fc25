import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';

export interface ReferralTable {
  region_id: string;
  id: string;
  person_id: string;
  data_key_id: string;
  content_sealed: string;
  look_on: string | null;
  reckoned_by: string;
  told: 'nothing' | 'near' | 'over';
  told_hash: string | null;
  created_at: Timestamp;
  changed_at: Timestamp;
}

export interface InsurerContactTable {
  region_id: string;
  id: string;
  kind: 'insurer' | 'fund';
  name_ru: string;
  name_en: string | null;
  phone: string | null;
  url: string | null;
  valid_from: ColumnType<string | null, string | null, string | null>;
  valid_to: ColumnType<string | null, string | null, string | null>;
  verified: boolean;
  changed_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    referrals: ReferralTable;
    insurer_contacts: InsurerContactTable;
    referral_codes: {
      region_id: string;
      id: string;
      person_id: string;
      code_hash: string;
      made_at: Timestamp;
      expires_at: Timestamp;
    };
    referrals_taken_away: { region_id: string; told_hash: string; person_id: string };
    guarantee_settings: { region_id: string; warn_working_days: number };
  }
}
