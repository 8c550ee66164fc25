import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';
import type { PromiseState } from '../model/promise.ts';
import type { DraftState } from '../model/signing.ts';

export interface CaseAnswerDraftTable {
  region_id: string;
  case_id: string;
  id: string;
  version: number;
  round: number;
  answer_id: string;
  clinic_id: string;
  state: DraftState;
  outcome: string;
  text_sealed: string;
  promises_sealed: string;
  /** The parts of the answer, as JSON. */
  parts_sealed: ColumnType<string | null, string | null | undefined, string | null>;
  written_by: string;
  written_at: Timestamp;
  decided_by: string | null;
  decided_at: Timestamp | null;
  remark_sealed: string | null;
}

export interface SigningRightTable {
  region_id: string;
  id: string;
  kind: 'deputy' | 'signer';
  clinic_id: string;
  person_id: string;
  person_name: string;
  person_post: string;
  for_name: string | null;
  for_post: string | null;
  /** `YYYY-MM-DD`, of the clinic's zone; both days count. */
  from_date: string;
  to_date: string | null;
  named_by: string;
  named_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
}

export interface CasePromiseTable {
  region_id: string;
  case_id: string;
  id: string;
  source: 'answer' | 'interim';
  source_id: string;
  round: number;
  position: number;
  what: string | null;
  owner: string | null;
  /** The colleague who keeps it. */
  owner_id: ColumnType<string | null, string | null | undefined, string | null>;
  until: string;
  due_at: Timestamp;
  zone: string;
  clinic_id: string;
  district_id: string | null;
  okrug_id: string | null;
  organisation_id: string | null;
  state: PromiseState;
  late: boolean;
  published_at: Timestamp;
  done_at: Timestamp | null;
  done_by: string | null;
  done_note_sealed: string | null;
  asked_at: Timestamp | null;
  taken_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  judged_at: Timestamp | null;
  judge_note_sealed: string | null;
  notice_at: Timestamp | null;
  notice_step: number | null;
  hidden_at: Timestamp | null;
  demo: boolean;
}

declare module '@otklik/db' {
  interface Tables {
    case_answer_drafts: CaseAnswerDraftTable;
    signing_rights: SigningRightTable;
    case_promises: CasePromiseTable;
  }
}
