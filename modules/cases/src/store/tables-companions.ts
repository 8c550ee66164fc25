import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import type { Derivation } from '../model/clocks.ts';

type Maybe = ColumnType<string | null, string | null | undefined, string | null>;
type Later = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface CaseLinkTable {
  region_id: string;
  id: string;
  lead_id: string;
  member_id: string;
  linked_at: Timestamp;
  linked_by: string;
  unlinked_at: Later;
  unlinked_by: ColumnType<string | null, string | null | undefined, string | null>;
  unlinked_because: ColumnType<Unlinked | null, Unlinked | null | undefined, Unlinked | null>;
}

/** Why a case follows its lead no more. */
export type Unlinked = 'decided' | 'lead-gone' | 'member-gone';

export interface CaseSupportTable {
  region_id: string;
  id: string;
  case_id: string;
  person_id: string | null;
  receipt_case_id: string | null;
  at: Timestamp;
  due_at: Timestamp | null;
  due_date: string | null;
  derivation: Json<Derivation>;
  data_key_id: string;
  note_sealed: string | null;
  note_public: string | null;
  note_state: 'waiting' | 'published' | 'refused' | null;
  note_taken_at: Later;
  note_reason: Maybe;
  note_reply_sealed: Maybe;
  note_decided_by: string | null;
  note_decided_at: Timestamp | null;
  demo: boolean;
}

export interface CaseSupportVerdictTable {
  region_id: string;
  support_id: string;
  round: number;
  verdict: 'confirmed' | 'partly' | 'disputed';
  unanswered_sealed: string | null;
  given_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    case_links: CaseLinkTable;
    case_supports: CaseSupportTable;
    case_support_verdicts: CaseSupportVerdictTable;
  }
}
