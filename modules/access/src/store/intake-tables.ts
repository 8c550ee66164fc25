import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';

type Later = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** Columns of a source that say how it is asked. */
export interface AskedSource {
  kind: ColumnType<'push' | 'smart', 'push' | 'smart' | undefined, 'push' | 'smart'>;
  url: ColumnType<string | null, string | null | undefined, string | null>;
  zone: ColumnType<string | null, string | null | undefined, string | null>;
  states: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
  place_map: ColumnType<Record<string, string>, string | undefined, string>;
  service_map: ColumnType<Record<string, string>, string | undefined, string>;
  stopped: ColumnType<boolean, boolean | undefined, boolean>;
  next_poll_at: Later;
  tried_at: Later;
  data_at: Later;
}

export interface SourceFileTable {
  region_id: string;
  source_id: string;
  id: string;
  url: string;
  type: string;
  etag: string | null;
  last_modified: string | null;
  fresh_until: Timestamp | null;
  hash: string | null;
  kept: ColumnType<unknown, string | null, string | null>;
  taken_at: Timestamp | null;
  shrunk: ColumnType<boolean, boolean | undefined, boolean>;
}

interface OfClinicDay {
  region_id: string;
  clinic_id: string;
  specialty: string;
  day: string;
}

export interface AppointmentTable extends OfClinicDay {
  source_id: string;
  appointment: string;
  scheduled_at: Timestamp | null;
  booked_at: Timestamp | null;
  cancelled_at: Timestamp | null;
  arrived_at: Timestamp | null;
  seen_at: Timestamp | null;
  status: string;
  told_at: Timestamp;
}

export interface OutcomeDayTable extends OfClinicDay {
  booked: number;
  seen: number;
  noshow: number;
  cancelled: number;
  cancelled_late: number;
  corridor_known: number;
  corridor_soon: number;
  leads: ColumnType<[number, number, number, number][], string, string>;
}

export interface WaitingListTable extends OfClinicDay {
  source_id: string;
  told_at: Timestamp;
  length: number;
  served: number | null;
  served_p50_days: number | null;
  served_p90_days: number | null;
}

export interface HandDayTable extends OfClinicDay {
  told_at: Timestamp;
  k1_days: number | null;
  k3_days: number | null;
  places_7d: number;
  turned_away: number;
  noshow: number;
}

export interface TruthDayTable extends OfClinicDay {
  source_id: string;
  tried_by: 'probe' | 'patient';
  kept: number;
  ghosts: number;
  hidden: number;
}

export interface PublishedTable {
  region_id: string;
  metric: string;
  area: string;
  period: string;
  value_percent: string;
  comparison: string;
  origin: string;
  source: string;
  note: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    access_source_files: SourceFileTable;
    access_slot_files: { region_id: string; source_id: string; slot: string; file_id: string };
    access_slot_names: { region_id: string; source_id: string; told: string; slot: string };
    access_appointments: AppointmentTable;
    access_outcome_days: OutcomeDayTable;
    access_waiting_lists: WaitingListTable;
    access_hand_days: HandDayTable;
    access_truth_days: TruthDayTable;
    access_published: PublishedTable;
  }
}
