import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import type { Terms } from '@otklik/cases';
import type { AppealClock, AppealEntry, AppealState, AppealTerms } from '../model/appeal.ts';
import type { Breach } from '../model/breach.ts';
import type {
  DecidedBy,
  DemandedBy,
  RestoreGround,
  TakeDownGround,
  TakenKind,
} from '../model/take-down.ts';
import type { TopicDefinition } from '../model/topic.ts';
import type { Lanes } from '../schema-lanes.ts';

export interface TopicTable {
  region_id: string;
  code: string;
  version: number;
  category_code: string;
  category_ru: string;
  category_en: string;
  wording_ru: string;
  wording_en: string;
  short_ru: string;
  short_en: string;
  object_kind: string;
  definition: Json<TopicDefinition>;
  terms: Json<Terms>;
  position: number;
  suspended_reason: string | null;
  suspended_until: string | null;
  valid_from: Timestamp;
  valid_to: ColumnType<Date | null, Date | null, Date | null>;
  source: ColumnType<'file' | 'desk', 'file' | 'desk' | undefined, 'file' | 'desk'>;
  changed_by: ColumnType<string, string | undefined, string>;
  changed_at: ColumnType<Date | null, Date | null, Date | null>;
  note: string | null;
}

export interface WishTable {
  region_id: string;
  id: string;
  kind: 'topic' | 'clinic';
  clinic_code: string | null;
  data_key_id: string;
  text_sealed: string;
  contact_id: string | null;
  /** Its words sound like danger. */
  danger: ColumnType<boolean, boolean | undefined, boolean>;
  outcome: string | null;
  label: string | null;
  created_at: Timestamp;
  settled_at: ColumnType<Date | null, Date | null, Date | null>;
  settled_by: string | null;
}

export interface ComplaintDraftTable {
  region_id: string;
  token_hash: string;
  content: string;
  updated_at: Timestamp;
}

export interface ComplaintTable {
  region_id: string;
  case_id: string;
  topic_code: string;
  topic_version: number;
  /** The topic and version whose questions were answered; null while it is the message's own. */
  asked_code: ColumnType<string | null, string | null | undefined, string | null>;
  asked_version: ColumnType<number | null, number | null | undefined, number | null>;
  object_id: string | null;
  happened_on: string | null;
  breach: ColumnType<Breach | null, string | null, string | null>;
  facts_sealed: string;
  story_sealed: string;
  private_sealed: string | null;
  story_public: string | null;
  /** The day (UTC) when the story was published. */
  published_on: ColumnType<string | null, string | null | undefined, string | null>;
  /** Place and topic of the case as marks among the searched words; the database writes them. */
  search_marks: ColumnType<readonly string[], undefined, never>;
  confirm_hash: string | null;
  confirm_expires_at: Timestamp | null;
  search: ColumnType<string, never, never>;
  /** What the public story is compared by; null when it is made on demand. */
  likeness: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
}

export interface ComplaintLanesTable {
  region_id: string;
  emergency: Json<Lanes['emergency']>;
  duty_contact_id: string | null;
  appeals_open: boolean;
  appeals_url: string | null;
  appeals_terms: Json<AppealTerms>;
  version: number;
  /** From when on it holds. */
  valid_from: Timestamp;
  changed_by: string;
  changed_at: Timestamp | null;
  note: string | null;
  /** The body whose appeals are filed here. */
  appeals_body: string | null;
}

/** Of an appeal that stands by itself; null beside a complaint, whose they are then. */
interface LoneAppealColumns {
  number: string | null;
  author_id: string | null;
  data_key_id: string | null;
  clinic_id: string | null;
  district_id: string | null;
  okrug_id: string | null;
  organisation_id: string | null;
  zone: string | null;
  subject_ru: string | null;
  subject_en: string | null;
  danger: boolean;
  erased_at: ColumnType<Date | null, Date | null, Date | null>;
}

export interface ComplaintAppealTable extends LoneAppealColumns {
  region_id: string;
  case_id: string | null;
  id: string;
  version: number;
  state: AppealState;
  text_sealed: string;
  surname_sealed: string;
  address_sealed: string;
  registration_number: string | null;
  forwarded_to: string | null;
  answer_sealed: string | null;
  clocks: Json<AppealClock[]>;
  due_at: Timestamp | null;
  filed_at: Timestamp;
  closed_at: Timestamp | null;
  /** The deadline of which it was told that it has passed. */
  late_told: Timestamp | null;
}

export interface ComplaintAppealEntryTable {
  region_id: string;
  appeal_id: string;
  seq: number;
  at: Timestamp;
  step: AppealEntry;
  actor: string;
  facts: Json<Record<string, string | number>>;
  /** What the step told the author. */
  words_sealed: string | null;
}

export interface ComplaintFilingTable {
  region_id: string;
  case_id: string;
  /** From 1; a message that was mended and sent again has one more. */
  sending: number;
  filing_sealed: string;
}

export interface TakeDownTable {
  region_id: string;
  id: string;
  case_id: string;
  answer_id: string | null;
  /** The take-down that took this copy of the same answer with it. */
  copy_of: string | null;
  kind: TakenKind;
  ground: TakeDownGround;
  demanded_by: DemandedBy;
  decided_by: DecidedBy;
  decider: string;
  decision_number: string | null;
  decision_date: string | null;
  kept_sealed: string | null;
  photo_ids: string[];
  taken_at: Timestamp;
  taken_by: string;
  restored_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  restored_by: ColumnType<string | null, string | null | undefined, string | null>;
  restore_ground: ColumnType<
    RestoreGround | null,
    RestoreGround | null | undefined,
    RestoreGround | null
  >;
}

declare module '@otklik/db' {
  interface Tables {
    topics: TopicTable;
    wishes: WishTable;
    complaint_drafts: ComplaintDraftTable;
    complaints: ComplaintTable;
    complaint_filings: ComplaintFilingTable;
    take_downs: TakeDownTable;
    complaint_lanes: ComplaintLanesTable;
    complaint_appeals: ComplaintAppealTable;
    complaint_appeal_entries: ComplaintAppealEntryTable;
  }
}
