import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';
import type { Occasion, Outcome } from '../model.ts';

interface ContactTable {
  region_id: string;
  case_id: string;
  id: string;
  contact_sealed: string | null;
  opened_at: Timestamp;
  closed_at: Timestamp | null;
  /** `moved`: somebody else answers, or the case went elsewhere; null when its author closed it. */
  closed_because: ColumnType<'moved' | null, 'moved' | null | undefined, 'moved' | null>;
}

export interface ReportTable {
  region_id: string;
  id: string;
  case_id: string;
  occasion: Occasion;
  words_sealed: string;
  reported_at: Timestamp;
  settled_at: Timestamp | null;
  settled_by: string | null;
  outcome: Outcome | null;
  finding_sealed: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    opened_contacts: ContactTable;
    pressure_reports: ReportTable;
  }
}
