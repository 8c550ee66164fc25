import type { Json, Timestamp } from '@otklik/db';
import type { LetterState } from './model.ts';

interface ContactTable {
  region_id: string;
  id: string;
  data_key_id: string;
  email_sealed: string;
  email_index: string | null;
  locale: 'ru' | 'en';
  confirmed_at: Timestamp | null;
  bounced_at: Timestamp | null;
  created_at: Timestamp;
  synthetic: boolean;
}

interface LetterTable {
  region_id: string;
  id: string;
  contact_id: string;
  template: string;
  data: Json<Record<string, string | number>>;
  secret_sealed: string | null;
  dedupe_key: string | null;
  state: LetterState;
  attempts: number;
  lease_until: Timestamp | null;
  fence: number;
  created_at: Timestamp;
  sent_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    contacts: ContactTable;
    letters: LetterTable;
  }
}

export * from './store-contacts.ts';
export * from './store-letters.ts';
