import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import type { Shift } from '../model/shifts.ts';

export const KINDS = ['message', 'answer', 'proposal', 'appeal', 'note'] as const;
export type Kind = (typeof KINDS)[number];

export const FINDINGS = ['first-right', 'second-right', 'both-fit'] as const;
export type Finding = (typeof FINDINGS)[number];

export interface DecisionTable {
  region_id: string;
  case_id: string;
  seq: number;
  kind: Kind;
  decision: string;
  reason_code: string | null;
  flags: string[];
  decided_by: string;
  decided_at: Timestamp;
  seconds: number | null;
  /** Of a note: beside whose «me too». */
  support_id: ColumnType<string | null, string | null | undefined, never>;
}

interface RulesTable {
  region_id: string;
  valid_from: string;
  share_percent: number;
  refusals_twice: boolean;
  shifts: Json<Shift[]>;
  sample_days_max: number;
  changed_by: string;
  changed_at: Timestamp;
}

export interface SampleTable {
  region_id: string;
  id: string;
  case_id: string;
  seq: number;
  drawn_at: Timestamp;
  first_by: string;
  state: 'waiting' | 'judged' | 'void';
  held_by: string | null;
  held_at: Timestamp | null;
  judged_by: string | null;
  judged_at: Timestamp | null;
  decision: string | null;
  reason_code: string | null;
  seconds: number | null;
  agrees: boolean | null;
  cuts_shared: number | null;
  finding: Finding | null;
  finding_sealed: string | null;
  settled_by: string | null;
  settled_at: Timestamp | null;
}

interface ForecastTable {
  region_id: string;
  day: string;
  made_on: string;
  expected: number;
  p10: number;
  p90: number;
  came: number | null;
}

declare module '@otklik/db' {
  interface Tables {
    moderation_decisions: DecisionTable;
    moderation_watch_rules: RulesTable;
    moderation_samples: SampleTable;
    moderation_forecasts: ForecastTable;
  }
}
