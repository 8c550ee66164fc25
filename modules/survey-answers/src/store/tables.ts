import type { Json } from '@otklik/db';
import { regionOf, type Tx } from '@otklik/kernel';
import type { WeightClass } from '@otklik/surveys';
import type { Generated } from 'kysely';
import type { Grain, Mode } from '../model/answer.ts';
import type { Unopened } from '../model/unopened.ts';

export interface SurveyDraftTable {
  region_id: string;
  draft_hash: string;
  form_id: string;
  form_version: string;
  sealed: Buffer;
  expires_on: string;
}

export interface AnswerBatchKeyTable {
  region_id: string;
  id: string;
  day: string;
  public_key: Buffer;
  kek_id: string;
  wrapped: string | null;
  destroyed_on: string | null;
}

export interface WaitingAnswerTable {
  region_id: string;
  id: string;
  batch_key_id: string;
  place_id: string;
  form_id: string;
  form_version: string;
  mode: Mode;
  day: string;
  receipt_check: string;
  sealed: Buffer;
  set_aside: Generated<Unopened | null>;
  set_aside_on: Generated<string | null>;
}

export interface SurveyAnswerTable {
  region_id: string;
  id: string;
  place_id: string | null;
  organisation_id: string | null;
  sector: string;
  form_id: string;
  form_version: string;
  service_group: string | null;
  mode: Mode;
  grain: Grain;
  window_start: string;
  weight_class: WeightClass;
  /** Codes of options by linkId. */
  items: Json<Readonly<Record<string, readonly string[]>>>;
  receipt_hash: string;
}

interface CountTable {
  region_id: string;
  scope: string;
  form_id: string;
  form_version: string;
  mode: Mode;
  month: string;
  item: string;
  code: string;
  n: number;
  weight: number;
}
export interface AnswerCountTable extends CountTable {
  changed: number;
}
export type ShownCountTable = CountTable;

export interface SurveyReleaseTable {
  region_id: string;
  id: string;
  day: string;
  answers: number;
}

export interface CommentKeyTable {
  region_id: string;
  id: string;
  month: string;
  public_key: Buffer;
  kek_id: string;
  wrapped: string | null;
}

export interface SurveyCommentTable {
  region_id: string;
  id: string;
  place_id: string | null;
  form_id: string;
  mode: Mode;
  grain: Grain;
  window_start: string;
  comment_key_id: string;
  sealed: Buffer;
  receipt_hash: string;
  state: 'waiting' | 'published' | 'refused' | 'urgent' | 'withdrawn';
  public_text: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    survey_drafts: SurveyDraftTable;
    answer_batch_keys: AnswerBatchKeyTable;
    waiting_answers: WaitingAnswerTable;
    survey_answers: SurveyAnswerTable;
    answer_counts: AnswerCountTable;
    shown_counts: ShownCountTable;
    survey_releases: SurveyReleaseTable;
    comment_keys: CommentKeyTable;
    survey_comments: SurveyCommentTable;
  }
}

export const regionIn = (tx: Tx): string => regionOf(tx.scope) ?? '';
