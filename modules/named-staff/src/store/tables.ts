import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';

export const LINK_STATES = ['settled', 'cannot-tell', 'rejected', 'removed'] as const;
export type LinkState = (typeof LINK_STATES)[number];

interface ProposalTable {
  region_id: string;
  case_id: string;
  words_sealed: string;
}

export interface LinkTable {
  region_id: string;
  case_id: string;
  /** Which of the people whom the message names, from 1. */
  person: ColumnType<number, number | undefined, never>;
  version: number;
  state: LinkState;
  post_id: string | null;
  clinic_id: string | null;
  reason_sealed: string;
  decided_by: string;
  decided_at: Timestamp;
  is_current: boolean;
  told_at: Timestamp | null;
  told_how: 'letter' | 'in-person' | null;
  explain_by: Timestamp | null;
}

interface ExplanationTable {
  region_id: string;
  case_id: string;
  id: string;
  post_id: string;
  text_sealed: string;
  person_id: string;
  written_at: Timestamp;
  late: boolean;
}

interface AccountTable {
  region_id: string;
  post_id: string;
  person_id: string;
  tied_by: string;
  tied_at: Timestamp;
}

interface TermTable {
  region_id: string;
  valid_from: string;
  valid_to: string | null;
  explanation_working_days: number;
  changed_by: ColumnType<string | null, string | null | undefined, string | null>;
  changed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

declare module '@otklik/db' {
  interface Tables {
    named_proposals: ProposalTable;
    named_links: LinkTable;
    named_explanations: ExplanationTable;
    named_accounts: AccountTable;
    named_terms: TermTable;
  }
}
