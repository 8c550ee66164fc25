import type { Timestamp } from '@otklik/db';
import { AppError, regionOf, type Tx } from '@otklik/kernel';
import type { ColumnType } from 'kysely';

/** A column with a default in the schema. */
type Counted = ColumnType<number, number | undefined, number>;

interface RetentionTermTable {
  region_id: string;
  class: string;
  valid_from: string;
  valid_to: string | null;
  term_hours: number;
  ground: string;
}

interface LegalHoldTable {
  region_id: string;
  id: string;
  case_id: string | null;
  person_id: string | null;
  label: string;
  ground: string;
  until: string | null;
  set_by: string;
  set_at: Timestamp;
  lifted_by: string | null;
  lifted_at: Timestamp | null;
}

interface RetentionRunTable {
  region_id: string;
  id: string;
  class: string;
  started_at: Timestamp;
  finished_at: Timestamp | null;
  removed_count: Counted;
  held_count: Counted;
  error_code: string | null;
}

interface ErasureTable {
  region_id: string;
  id: string;
  kind: string;
  subject_id: string;
  ground: string;
  at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    retention_terms: RetentionTermTable;
    legal_holds: LegalHoldTable;
    retention_runs: RetentionRunTable;
    erasures: ErasureTable;
  }
}

export const regionIn = (tx: Tx): string => {
  const region = regionOf(tx.scope);
  if (!region) throw new AppError('internal', { reason: 'scope-without-region' });
  return region;
};
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
