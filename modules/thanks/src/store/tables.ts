import type { Timestamp } from '@otklik/db';
import type { Consent, RefusalReason, ThanksState } from '../model.ts';

export interface ThanksTable {
  region_id: string;
  id: string;
  number: string;
  clinic_id: string;
  organisation_id: string | null;
  district_id: string | null;
  okrug_id: string | null;
  zone: string;
  data_key_id: string;
  text_sealed: string;
  marked_sealed: string | null;
  text_public: string | null;
  author_id: string | null;
  receipt_hash: string | null;
  state: ThanksState;
  version: number;
  reason_code: RefusalReason | null;
  reason_sealed: string | null;
  danger: boolean;
  filed_at: Timestamp;
  decided_at: Timestamp | null;
  decided_by: string | null;
  published_at: Timestamp | null;
  demo: boolean;
  erased_at: Timestamp | null;
}

export interface ThanksPersonTable {
  region_id: string;
  thanks_id: string;
  id: string;
  words_sealed: string;
  post_id: string | null;
  settled_by: string | null;
  unclear: boolean;
  consent: Consent;
  asked_at: Timestamp | null;
  answered_at: Timestamp | null;
  answered_by: string | null;
  delivered_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    thanks: ThanksTable;
    thanks_people: ThanksPersonTable;
  }
}
