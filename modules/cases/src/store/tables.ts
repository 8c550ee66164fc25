import type { Json, Timestamp } from '@otklik/db';
import type { Derivation, Pause, StageTerm, Terms } from '../model/clocks.ts';
import type { Stage, State } from '../model/moves.ts';

export interface CaseTable {
  region_id: string;
  id: string;
  number: string;
  kind: string;
  path: string;
  state: State;
  state_since: Timestamp;
  version: number;
  subject_code: string;
  subject_ru: string;
  subject_en: string;
  clinic_id: string;
  district_id: string | null;
  okrug_id: string | null;
  organisation_id: string | null;
  zone: string;
  terms: Json<Terms>;
  author_id: string | null;
  receipt_hash: string | null;
  data_key_id: string;
  round: number;
  disputes: number;
  due_stage: Stage | null;
  due_at: Timestamp | null;
  due_date: string | null;
  overdue_noted: boolean;
  opened_at: Timestamp;
  submitted_at: Timestamp | null;
  published_at: Timestamp | null;
  answered_at: Timestamp | null;
  closed_at: Timestamp | null;
  outcome: string | null;
  demo: boolean;
}

export interface CaseEntryTable {
  region_id: string;
  case_id: string;
  seq: number;
  at: Timestamp;
  move: string;
  from_state: State | null;
  to_state: State;
  role: string;
  actor: string;
  reason_code: string | null;
  note_sealed: string | null;
  public: boolean;
}

export interface CaseClockTable {
  region_id: string;
  case_id: string;
  seq: number;
  stage: Stage;
  round: number;
  term: Json<StageTerm>;
  started_at: Timestamp;
  pauses: Json<Pause[]>;
  stopped_at: Timestamp | null;
  due_at: Timestamp | null;
  due_date: string | null;
  derivation: Json<Derivation>;
  late: boolean | null;
}

export interface CaseAnswerTable {
  region_id: string;
  case_id: string;
  id: string;
  round: number;
  state: 'draft' | 'returned' | 'published';
  outcome: string;
  text_sealed: string | null;
  text_public: string | null;
  signer_name: string;
  signer_post: string;
  written_by: string;
  written_at: Timestamp;
  published_at: Timestamp | null;
}

export interface CaseVerdictTable {
  region_id: string;
  case_id: string;
  round: number;
  verdict: 'confirmed' | 'partly' | 'disputed';
  unanswered_sealed: string | null;
  given_at: Timestamp;
}

export interface CasePhotoTable {
  region_id: string;
  id: string;
  case_id: string | null;
  draft_hash: string | null;
  answer_id: string | null;
  side: 'author' | 'answer';
  object_key: string;
  thumbnail_key: string;
  sha256: string;
  width_px: number;
  height_px: number;
  state: 'closed' | 'published' | 'removed';
  added_at: Timestamp;
}

export interface SimulatedPastTable {
  region_id: string;
  scale: string;
  seed: number;
  until: Timestamp;
  cases_count: number;
  days_count: number;
  done_count: number;
  finished_at: Timestamp | null;
  /** The first of its running numbers. */
  first_number: number;
}

declare module '@otklik/db' {
  interface Tables {
    cases: CaseTable;
    case_entries: CaseEntryTable;
    case_clocks: CaseClockTable;
    case_answers: CaseAnswerTable;
    case_verdicts: CaseVerdictTable;
    case_photos: CasePhotoTable;
    simulated_pasts: SimulatedPastTable;
  }
}
