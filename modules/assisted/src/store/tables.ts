import type { Timestamp } from '@otklik/db';
import type { Generated } from 'kysely';
import type { Channel, NoticeState, NoticeWays } from '../model.ts';

export interface CaseAssistanceTable {
  region_id: string;
  case_id: string;
  channel: Channel;
  clerk_id: string;
  clerk_side: 'clinic' | 'hotline';
  /** `YYYY-MM-DD` */
  received_on: string;
  read_back_on: string;
  notices: NoticeWays;
  /** The language of whoever it was taken from. */
  locale: Generated<'ru' | 'en'>;
  contact_sealed: string | null;
}

export interface AssistedNoticeTable {
  region_id: string;
  id: Generated<string>;
  case_id: string;
  entry_seq: number;
  move: string;
  is_late: Generated<boolean>;
  way: 'call' | 'letter';
  state: Generated<NoticeState>;
  attempts: Generated<number>;
  next_try_on: string;
  made_on: string;
  done_by: string | null;
  done_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    case_assistance: CaseAssistanceTable;
    assisted_notices: AssistedNoticeTable;
  }
}
