import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';
import type { AskedSource } from './intake-tables.ts';

type Later = ColumnType<Date | null, Date | null | undefined, Date | null>;
type Maybe = ColumnType<number | null, number | null | undefined, number | null>;
type Flag = ColumnType<boolean, boolean | undefined, boolean>;

export interface AccessSourceTable extends AskedSource {
  region_id: string;
  id: string;
  code: string;
  name: string;
  interval_min: number;
  distance: ColumnType<number, number | undefined, number>;
  doctors: string[] | null;
  held_by: ColumnType<string | null, string | null | undefined, string | null>;
  seq: ColumnType<number, number | undefined, number>;
  feed_at: Later;
  last_ok: Later;
  silent: Flag;
  shrunk: Flag;
  demo: Flag;
}

export interface AccessFaultTable {
  region_id: string;
  source_id: string;
  day: string;
  fault: string;
  count: number;
  last_at: Timestamp;
  last_slot: string | null;
}

/** A clinic, specialty, kind and mode: what a wait is told of. */
interface OfGroup {
  region_id: string;
  clinic_id: string;
  specialty: string;
  kind: string;
  mode: string;
}

export interface AccessSlotTable extends OfGroup {
  source_id: string;
  slot: string;
  doctor: string | null;
  start_at: Timestamp;
  end_at: Timestamp;
  capacity: number;
  status: string;
  bookable_from: Timestamp | null;
  book_url: string | null;
  seen_at: Timestamp;
}

export interface AccessSlotEventTable extends Omit<AccessSlotTable, 'book_url' | 'seen_at'> {
  seq: number;
  known_at: Timestamp;
  at: Timestamp;
  change: string;
  reason: string | null;
  from_status: string | null;
}

export interface AccessWaitNowTable extends OfGroup {
  k1_at: Later;
  k3_at: Later;
  places_7d: number;
  places_30d: number;
  busy_30d: number;
  book_url: string | null;
  silent: Flag;
  source_id: string | null;
  changed_at: Later;
  checked_at: Later;
  next_at: Later;
}

export interface AccessWaitChangeTable extends OfGroup {
  at: Timestamp;
  n: number;
  k1_at: Timestamp | null;
  k3_at: Timestamp | null;
  silent: boolean;
}

export interface AccessWaitDayTable extends OfGroup {
  day: string;
  k1_days: number | null;
  k3_days: number | null;
  known: boolean;
  places_7d: number;
  load_permille: number | null;
  offered_30d: Maybe;
  median_h: Maybe;
  min_h: Maybe;
  max_h: Maybe;
  norm_min: Maybe;
  known_min: Maybe;
  demo: Flag;
}

export interface AccessWaitHourTable extends OfGroup {
  hour: Timestamp;
  median_h: number | null;
  min_h: number | null;
  max_h: number | null;
  norm_min: number | null;
  known_min: number;
}

export interface AccessWaitLightTable extends OfGroup {
  known: number;
  in_comfort: number;
  day: string;
}

export interface AccessPlaceDayTable {
  region_id: string;
  place: string;
  specialty: string;
  day: string;
  clinics: number;
  known: number;
  k1_days: number | null;
  k3_days: number | null;
  in_comfort: number;
  load_permille: number | null;
}

export interface AccessReleaseDayTable extends OfGroup {
  day: string;
  hours: number[];
  leads: number[];
  lives: number[];
  near_lives: number[];
  demo: Flag;
}

export interface AccessOddsCheckTable {
  region_id: string;
  specialty: string;
  day: string;
  forecasts: number;
  rows: ColumnType<[number, number, number][], string, string>;
  brier: number;
  brier_of_share: number;
  error: number;
}

declare module '@otklik/db' {
  interface Tables {
    access_sources: AccessSourceTable;
    access_faults: AccessFaultTable;
    access_slots: AccessSlotTable;
    access_slot_events: AccessSlotEventTable;
    access_wait_now: AccessWaitNowTable;
    access_wait_changes: AccessWaitChangeTable;
    access_wait_days: AccessWaitDayTable;
    access_norm_codes: { specialty: string; norm_code: string };
    access_wait_hours: AccessWaitHourTable;
    access_wait_lights: AccessWaitLightTable;
    access_place_days: AccessPlaceDayTable;
    access_rolled: {
      region_id: string;
      until: Timestamp;
      releases_until: ColumnType<string | null, string | null | undefined, string | null>;
    };
    access_release_days: AccessReleaseDayTable;
    access_odds_checks: AccessOddsCheckTable;
    access_closed_days: { region_id: string; clinic_id: string; day: string; known_at: Timestamp };
    access_comfort: { region_id: string; specialty: string; valid_from: string; days_max: number };
  }
}
