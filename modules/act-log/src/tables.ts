import type { Timestamp } from '@otklik/db';

export interface FilingLogTable {
  region_id: string;
  day: string;
  leaf: string;
}

export interface FilingDayTable {
  region_id: string;
  day: string;
  count: number;
  total: number;
  root: string;
  prev: string;
  hash: string;
  signature: string;
  key_id: string;
  signed_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    filing_log: FilingLogTable;
    filing_days: FilingDayTable;
  }
}
