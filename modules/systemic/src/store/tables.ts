import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import type { Derivation, StageTerm } from '@otklik/cases';
import type {
  LeftBecause,
  MemberKind,
  PlanOutcome,
  StepState,
  SystemicMove,
  SystemicState,
} from '../model.ts';

type Later = ColumnType<Date | null, Date | null | undefined, Date | null>;
type Rare = ColumnType<string | null, string | null | undefined, string | null>;

/** What closing compared: messages and people in equal spans before it was opened and after all was done. */
export interface Closing {
  readonly days: number;
  readonly before: { readonly cases: number; readonly people: number };
  readonly after: { readonly cases: number; readonly people: number };
  readonly whyRu: string;
  readonly whyEn: string | null;
}

export interface SystemicCaseTable {
  region_id: string;
  id: string;
  number: string;
  clinic_id: string;
  organisation_id: string | null;
  district_id: string | null;
  okrug_id: string | null;
  zone: string;
  cause_code: string;
  title_ru: Rare;
  title_en: Rare;
  why_ru: Rare;
  why_en: Rare;
  data_key_id: string;
  state: SystemicState;
  version: number;
  made_at: Timestamp;
  opened_at: Later;
  opened_by: Rare;
  due_at: Later;
  due_date: Rare;
  overdue_noted: ColumnType<boolean, boolean | undefined, boolean>;
  notice_at: Later;
  notice_step: ColumnType<number | null, number | null | undefined, number | null>;
  done_at: Later;
  closed_at: Later;
  closed_by: Rare;
  closing: ColumnType<Closing | null, string | null | undefined, string | null>;
  demo: boolean;
}

export interface SystemicMemberTable {
  region_id: string;
  id: string;
  systemic_id: string;
  kind: MemberKind;
  case_id: string | null;
  source_ref: string | null;
  facts: Json<Readonly<Record<string, string | number>>>;
  on_date: string;
  joined_at: Timestamp;
  joined_by: string;
  left_at: Later;
  left_by: Rare;
  left_because: ColumnType<LeftBecause | null, LeftBecause | null | undefined, LeftBecause | null>;
}

export interface SystemicClockTable {
  region_id: string;
  systemic_id: string;
  round: number;
  term: Json<StageTerm>;
  is_verified: boolean;
  started_at: Timestamp;
  pauses: Json<{ from: string; to: string }[]>;
  stopped_at: Timestamp | null;
  due_at: Timestamp | null;
  due_date: string | null;
  derivation: Json<Derivation>;
  late: boolean | null;
}

export interface SystemicPlanTable {
  region_id: string;
  id: string;
  systemic_id: string;
  version: number;
  state: 'handed-in' | 'returned' | 'published' | 'replaced';
  outcome: PlanOutcome;
  text_sealed: string | null;
  steps_sealed: string | null;
  text_public: Rare;
  signer_name: string;
  signer_post: string;
  written_by: string;
  written_at: Timestamp;
  decided_by: Rare;
  decided_at: Later;
  reason_code: Rare;
  reason_sealed: Rare;
  published_at: Later;
  /** Until when a moderator is to have decided about it, and how that was counted; null of plans from before there was a term. */
  check_term: ColumnType<StageTerm | null, string | null | undefined, never>;
  check_verified: ColumnType<boolean | null, boolean | null | undefined, never>;
  check_due_at: Later;
  check_due_date: Rare;
  check_derivation: ColumnType<Derivation | null, string | null | undefined, string | null>;
  check_late: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  check_noted: ColumnType<boolean, boolean | undefined, boolean>;
}

export interface SystemicStepTable {
  region_id: string;
  plan_id: string;
  position: number;
  what: string;
  owner: string;
  until: string;
  due_at: Timestamp;
  state: StepState;
  late: ColumnType<boolean, boolean | undefined, boolean>;
  reported_at: Later;
}

export interface SystemicEntryTable {
  region_id: string;
  systemic_id: string;
  seq: number;
  at: Timestamp;
  move: SystemicMove;
  role: string;
  actor: string;
  reason_code: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    systemic_cases: SystemicCaseTable;
    systemic_members: SystemicMemberTable;
    systemic_clocks: SystemicClockTable;
    systemic_plans: SystemicPlanTable;
    systemic_steps: SystemicStepTable;
    systemic_entries: SystemicEntryTable;
  }
}
