import type { Timestamp } from '@otklik/db';

interface ScheduleTable {
  region_id: string;
  id: string;
  source_id: string;
  clinic_id: string;
  specialty: string;
  kind: string;
  mode: string;
  doctor: string;
}

interface FileTable {
  region_id: string;
  id: string;
  name: string;
  type: string;
  digest: string;
  lines: number;
  plain_bytes: number;
  packed_bytes: number;
  packed: Uint8Array;
  changed_at: Timestamp;
  replaced_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    scheduling_schedules: ScheduleTable;
    scheduling_files: FileTable;
    scheduling_publications: { region_id: string; at: Timestamp; looked_at: Timestamp };
  }
}
