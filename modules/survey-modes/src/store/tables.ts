import type { Timestamp } from '@otklik/db';
import { regionOf, type Tx } from '@otklik/kernel';
import type { Generated } from 'kysely';

export type PointKind = 'tablet' | 'poster';
export type PointState = 'asked' | 'open' | 'closed';

export interface OpenPointTable {
  region_id: string;
  id: string;
  place_id: string;
  kind: PointKind;
  state: PointState;
  code: string | null;
  enrol_hash: string | null;
  enrol_until: string | null;
  device_hash: string | null;
  asked_by: string;
  opened_by: string | null;
  valid_from: string | null;
  valid_to: string | null;
}

export interface PaperBatchTable {
  region_id: string;
  id: string;
  place_id: string;
  form_id: string;
  form_version: string;
  printed: number;
  state: 'open' | 'taken';
  data_key_id: string | null;
  made_on: string;
  made_by: string;
  entered_twice: Generated<number>;
  agreed_at_once: Generated<number>;
}

/** `half`: one clerk typed it. */
export type SheetState = 'half' | 'agreed' | 'differs' | 'settled' | 'void' | 'taken';

export interface PaperSheetTable {
  region_id: string;
  batch_id: string;
  sheet: number;
  state: SheetState;
}

export interface PaperEntryTable {
  region_id: string;
  batch_id: string;
  sheet: number;
  pass: number;
  entered_by: string;
  sealed: string;
}

export interface CabinetSystemTable {
  region_id: string;
  id: string;
  key_id: string;
  name: string;
  algorithm: 'EdDSA' | 'RS256';
  public_key: string;
  agreed_by: string;
  valid_from: string;
  valid_to: string | null;
}

export interface CabinetAssertionTable {
  region_id: string;
  system_id: string;
  assertion_hash: string;
  expires_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    open_points: OpenPointTable;
    paper_batches: PaperBatchTable;
    paper_sheets: PaperSheetTable;
    paper_entries: PaperEntryTable;
    cabinet_systems: CabinetSystemTable;
    cabinet_assertions: CabinetAssertionTable;
  }
}

export const regionIn = (tx: Tx): string => regionOf(tx.scope) ?? '';
