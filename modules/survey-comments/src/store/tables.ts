import type { Json } from '@otklik/db';
import type { Aspect, Side } from '@otklik/comment-themes';
import type { ReviewState } from '../model/states.ts';
import type { ReplyOutcome, ReplyState } from '../model/reply.ts';

/** A stretch of the original: from this character up to that one. */
export type Cut = readonly [from: number, to: number];

export interface CommentReviewTable {
  region_id: string;
  comment_id: string;
  state: ReviewState;
  reason_code: string | null;
  cuts: Json<readonly Cut[]>;
  details: number;
  month: string;
  shown_order: string;
  decided_by: string | null;
  decided_on: string | null;
  version: number;
  emptied_on: string | null;
}

export interface CommentThemeTable {
  region_id: string;
  comment_id: string;
  aspect: Aspect;
  side: Side;
  by: 'rule' | 'person';
  model_version: string;
  struck: boolean;
}

export interface CommentReplyTable {
  region_id: string;
  comment_id: string;
  state: ReplyState;
  outcome: ReplyOutcome;
  data_key_id: string;
  words_sealed: string;
  changed_since: string | null;
  text_public: string | null;
  reason_codes: string[];
  written_by: string;
  decided_by: string | null;
  decided_on: string | null;
  version: number;
}

declare module '@otklik/db' {
  interface Tables {
    comment_reviews: CommentReviewTable;
    comment_themes: CommentThemeTable;
    comment_terms: { region_id: string; stem: string; comment_id: string };
    comment_replies: CommentReplyTable;
  }
}
