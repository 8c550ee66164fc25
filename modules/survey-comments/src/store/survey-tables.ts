// Stands in until the answers' module declares these itself.
export interface SurveyCommentTable {
  region_id: string;
  id: string;
  place_id: string | null;
  form_id: string;
  mode: string;
  grain: 'day' | 'week' | 'month' | 'quarter';
  window_start: string;
  comment_key_id: string;
  sealed: Buffer;
  receipt_hash: string;
  state: 'waiting' | 'published' | 'refused' | 'urgent' | 'withdrawn';
  public_text: string | null;
}

export interface CommentKeyTable {
  region_id: string;
  id: string;
  month: string;
  public_key: Buffer;
  kek_id: string;
  wrapped: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    survey_comments: SurveyCommentTable;
    comment_keys: CommentKeyTable;
  }
}
