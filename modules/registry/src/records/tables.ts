import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import type { ImportFormat } from '../intake/formats.ts';
import type { RecordKind, Values } from './spec.ts';
import type { Changes } from './versions.ts';

export interface VersionTable {
  region_id: string;
  kind: RecordKind;
  object_id: string;
  version: number;
  state: 'applied' | 'planned' | 'carried-out' | 'cancelled' | 'failed';
  source: 'before-history' | 'desk' | 'import' | 'restore' | 'planned';
  content: ColumnType<Values | null, string | null, string | null>;
  changes: Json<Changes>;
  held: string[];
  digest: string;
  actor: string;
  note: string | null;
  valid_from: string;
  at: Timestamp;
}

export interface ImportRunTable {
  region_id: string;
  id: string;
  kind: string;
  format: ImportFormat;
  encoding: string;
  delimiter: string | null;
  file_name: string;
  file_key: string;
  size_bytes: number;
  digest: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  rows_count: number;
  done_count: ColumnType<number, number | undefined, number>;
  added_count: ColumnType<number, number | undefined, number>;
  changed_count: ColumnType<number, number | undefined, number>;
  unchanged_count: ColumnType<number, number | undefined, number>;
  rejected_count: ColumnType<number, number | undefined, number>;
  kept_count: ColumnType<number, number | undefined, number>;
  error_code: string | null;
  created_by: string;
  created_at: Timestamp;
  finished_at: Timestamp | null;
}

export interface ImportFaultTable {
  region_id: string;
  run_id: string;
  line: number;
  place: number;
  kind: 'rejected' | 'kept';
  object_code: string | null;
  path: string;
  code: string;
}

declare module '@otklik/db' {
  interface Tables {
    registry_versions: VersionTable;
    registry_import_runs: ImportRunTable;
    registry_import_faults: ImportFaultTable;
  }
}
