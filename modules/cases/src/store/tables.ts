import type { ColumnType } from 'kysely';
import './tables-companions.ts';
import type { Json, Timestamp } from '@otklik/db';
import type { Derivation, Pause, StageTerm, Terms } from '../model/clocks.ts';
import type { AnswerParts } from '../model/answer-parts.ts';
import type { ProposalKind, Stage, State } from '../model/states.ts';

/** Words that most rows never have. */
type Rare = ColumnType<string | null, string | null | undefined, string | null>;
/** A moment that most rows never have. */
type Later = ColumnType<Date | null, Date | null | undefined, Date | null>;

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
  pauses: number;
  back_state: State | null;
  proposal: ProposalKind | null;
  notice_at: Timestamp | null;
  notice_step: number | null;
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
  reply_days: number | null;
  reply_timing: 'in-time' | 'last-day' | 'late' | null;
  /** How the first accepted interim answer kept the reply's term. */
  interim_timing: 'in-time' | 'last-day' | 'late' | null;
  /** Whether the clinic's own clock of this round had run out when the case last moved. */
  clinic_late: boolean;
  /** Of the last answer after the first round. */
  again_days: number | null;
  again_timing: 'in-time' | 'last-day' | 'late' | null;
  refusal_reason: string | null;
  /** Until when the open proposal is to be decided, and whether its lateness was told. */
  proposal_due_at: Timestamp | null;
  proposal_late_noted: boolean;
  demo: boolean;
  /** When the author took it back within the first minutes: nothing public remains. */
  retracted_at: Later;
  /** When the words went for good; the line stays. */
  erased_at: Later;
  /** The case whose answer is this one's too. */
  lead_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** How many cases follow this one, and how many people said «me too» to it. */
  members_count: ColumnType<number, number | undefined, number>;
  supports_count: ColumnType<number, number | undefined, number>;
  /** The organisation that answers instead of the clinic. */
  routed_to: Rare;
  /** Its author left no address: the receipt alone says who it is. */
  by_receipt: ColumnType<boolean, boolean | undefined, never>;
  /** Since when exact moments of such an author stand in it; null once they are days. */
  fine_since: Later;
}

/** What everybody may read beside an entry. Dates as `YYYY-MM-DD`. */
export interface PublicFacts {
  readonly until?: string;
  /** Where a case went: a body or another clinic. */
  readonly bodyRu?: string;
  readonly bodyEn?: string;
  readonly bodyUrl?: string;
  /** Who signs an answer or explains a delay. */
  readonly name?: string;
  readonly post?: string;
  /** For whom a deputy signs. */
  readonly forName?: string;
  readonly forPost?: string;
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
  public_facts: Json<PublicFacts> | null;
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
  /** Since when the answer to an erased message waits for a moderator's look. */
  hidden_at: Later;
  /** Since when its words are out of sight on somebody's demand. */
  taken_at: Later;
  /** What it promises, as JSON, until a moderator has let it out. */
  promises_sealed: string | null;
  /** For whom the signer signed. */
  for_name: string | null;
  for_post: string | null;
  /** Its parts, as JSON, until a moderator has let it out. */
  parts_sealed: Rare;
  parts_public: ColumnType<AnswerParts | null, string | null | undefined, string | null>;
}

export interface CaseVerdictTable {
  region_id: string;
  case_id: string;
  round: number;
  verdict: 'confirmed' | 'partly' | 'disputed';
  unanswered_sealed: string | null;
  still_wrong_sealed: Rare;
  given_at: Timestamp;
}

export interface CasePhotoTable {
  region_id: string;
  id: string;
  case_id: string | null;
  draft_hash: string | null;
  answer_id: string | null;
  side: PhotoSide;
  object_key: string;
  thumbnail_key: string;
  sha256: string;
  width_px: number;
  height_px: number;
  /** `removed`: out of sight; the original of a covered photo, kept until its case is published. */
  state: 'closed' | 'published' | 'removed';
  /** The photo that this one was painted from, while that can be had back. */
  original_id: string | null;
  /** The promise that it shows to be kept. */
  promise_id: Rare;
  /** The data key of its files; null while they are plain, from before photos were sealed. */
  data_key_id: string | null;
  /** A moderator has marked it: veiled for everybody until it is opened. */
  disturbing: ColumnType<boolean, boolean | undefined, boolean>;
  added_at: Timestamp;
}

export interface CaseProposalTable {
  region_id: string;
  case_id: string;
  id: string;
  round: number;
  kind: ProposalKind;
  state: 'open' | 'accepted' | 'refused' | 'lapsed';
  text_sealed: string | null;
  text_public: string | null;
  until: string | null;
  body_code: string | null;
  reason_code: string | null;
  proposed_by: string;
  proposed_at: Timestamp;
  decided_by: string | null;
  decided_at: Timestamp | null;
  reply_sealed: string | null;
  replied_at: Timestamp | null;
  /** Who of the clinic keeps a promise. */
  owner_sealed: string | null;
  /** The colleague meant, where one was chosen. */
  owner_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** Since when its words are out of public sight on somebody's demand. */
  taken_at: Later;
  /** Who of the clinic answers for it, and for whom. */
  signer_name: Rare;
  signer_post: Rare;
  for_name: Rare;
  for_post: Rare;
}

/** Why words that wait were flagged: kinds of the detectors. */
export interface CaseFlagTable {
  region_id: string;
  case_id: string;
  place: 'story' | 'answer' | 'proposal' | 'change';
  kinds: string[];
}

/** Whose photo it is: sent with the message, with an answer, or with a dispute. */
export type PhotoSide = 'author' | 'answer' | 'dispute';

export interface ReceivingBodyTable {
  region_id: string;
  code: string;
  name_ru: string;
  name_en: string;
  url: string | null;
  organisation_id: string | null;
  position: number;
  version: ColumnType<number, number | undefined, number>;
  /** Whom a notice of a case goes to. */
  contact_id: Rare;
  closed: ColumnType<boolean, boolean | undefined, boolean>;
}

export interface ReceivingBodyVersionTable {
  region_id: string;
  code: string;
  version: number;
  content: Json<Record<string, string | number | boolean | null>>;
  changed_by: string;
  changed_at: Timestamp;
  note: string | null;
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

export interface CaseTallyDeltaTable {
  region_id: string;
  id: ColumnType<string, string | undefined, never>;
  clinic_id: string;
  district_id: string;
  okrug_id: string;
  subject_code: string;
  month: string;
  measure: string;
  value: string;
  timing: string;
  n: number;
}

export interface CaseTallyTable {
  region_id: string;
  place_kind: string;
  subject_code: string;
  place_id: string;
  measure: string;
  month: string;
  value: string;
  timing: string;
  n: number;
}

export interface CaseRecountTable {
  region_id: string;
  /** By which tables of the calendar. */
  tables: string;
  /** The last case that was counted; null once all were. */
  after_id: string | null;
  at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    case_tally_deltas: CaseTallyDeltaTable;
    case_tallies: CaseTallyTable;
    cases: CaseTable;
    case_entries: CaseEntryTable;
    case_clocks: CaseClockTable;
    case_answers: CaseAnswerTable;
    case_verdicts: CaseVerdictTable;
    case_photos: CasePhotoTable;
    case_proposals: CaseProposalTable;
    case_flags: CaseFlagTable;
    receiving_bodies: ReceivingBodyTable;
    receiving_body_versions: ReceivingBodyVersionTable;
    simulated_pasts: SimulatedPastTable;
    case_recounts: CaseRecountTable;
  }
}
