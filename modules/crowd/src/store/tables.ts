import type { Json, Timestamp } from '@otklik/db';
import type { Direction, ProposalReason, ProposalState } from '../model.ts';

export interface ProjectTable {
  region_id: string;
  id: string;
  code: string;
  title_ru: string;
  title_en: string;
  goal_ru: string;
  goal_en: string;
  host_ru: string;
  host_en: string;
  directions: Json<readonly Direction[]>;
  opens_on: string;
  closes_on: string;
  created_by: string | null;
  created_at: Timestamp;
  demo: boolean;
}

export interface DateMoveTable {
  region_id: string;
  id: string;
  project_id: string;
  opened_before: string;
  closed_before: string;
  opens_on: string;
  closes_on: string;
  reason: string;
  moved_by: string;
  moved_at: Timestamp;
}

export interface ProposalTable {
  region_id: string;
  id: string;
  number: string;
  project_id: string;
  direction: string;
  clinic_id: string | null;
  data_key_id: string;
  text_sealed: string;
  text_public: string | null;
  author_id: string | null;
  state: ProposalState;
  version: number;
  reason_code: ProposalReason | null;
  reason_sealed: string | null;
  danger: boolean;
  filed_at: Timestamp;
  decided_at: Timestamp | null;
  decided_by: string | null;
  shown_at: Timestamp | null;
  demo: boolean;
  erased_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    crowd_projects: ProjectTable;
    crowd_date_moves: DateMoveTable;
    crowd_proposals: ProposalTable;
    crowd_proposal_ties: { region_id: string; proposal_id: string; comment_hash: string };
  }
}
