import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';

type Later = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface WaitAlertTable {
  region_id: string;
  id: string;
  contact_id: string;
  specialty: string;
  clinic_id: string | null;
  place: string | null;
  before_day: string;
  notice_h: number;
  locale: 'ru' | 'en';
  state: 'asked' | 'active' | 'stopped' | 'ended';
  token_hash: string | null;
  created_at: Timestamp;
  looked_at: Later;
  settled_at: Later;
}

declare module '@otklik/db' {
  interface Tables {
    wait_alerts: WaitAlertTable;
    wait_alert_seen: {
      region_id: string;
      alert_id: string;
      clinic_id: string;
      first_at: Timestamp | null;
    };
  }
}
