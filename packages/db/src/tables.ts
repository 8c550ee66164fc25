import type { ColumnType, Generated, Kysely } from 'kysely';
import type { Vault } from './vault.ts';

/** `timestamptz`: a Date out; a Date in. */
export type Timestamp = ColumnType<Date, Date, Date>;
/** Any JSON document: parsed out; text in (see `json`). */
export type Json<T> = ColumnType<T, string, string>;

interface AuditRowTable {
  region_id: string;
  id: string;
  xid: Generated<string>;
  at: Timestamp;
  actor: string;
  role: string;
  action: string;
  object: string;
  outcome: 'done' | 'refused';
  before: string | null;
  after: string | null;
}

interface AuditSealTable {
  region_id: string;
  seq: number;
  row_id: string;
  xid: string;
  prev_hash: string;
  hash: string;
  sealed_at: Generated<Date>;
}

interface AuditHeadTable {
  region_id: string;
  day: string;
  seq: number;
  hash: string;
  signature: string;
  signed_at: Timestamp;
  key_id: string | null;
}

interface DataKeyTable {
  region_id: string;
  id: string;
  kek_id: string;
  wrapped: string | null;
  created_at: Timestamp;
  destroyed_at: Timestamp | null;
}

/**
 * The tables a transaction knows. Modules add theirs in their `store.ts`:
 * `declare module '@otklik/db' { interface Tables { clinics: ClinicTable } }`.
 */
export interface Tables {
  audit_rows: AuditRowTable;
  audit_seals: AuditSealTable;
  audit_heads: AuditHeadTable;
  data_keys: DataKeyTable;
}

declare module '@otklik/kernel' {
  interface Tx {
    /** Kysely over this transaction alone. */
    readonly db: Kysely<Tables>;
    readonly vault: Vault;
  }
}

/** A value for a `jsonb` column. */
export const json = (value: unknown): string => JSON.stringify(value);
