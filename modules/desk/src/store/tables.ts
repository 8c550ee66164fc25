import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import type { QueueFilters } from '../model/filters.ts';

/** Whose inner words these are: the region's staff or the clinic's side. */
export type Side = 'region' | 'clinic';

interface NoteTable {
  region_id: string;
  id: string;
  case_id: string;
  side: Side;
  text_sealed: string;
  written_by: string;
  written_at: Timestamp;
  /** Whose it is, on the clinic's side: who answered when it was written. Null on the region's. */
  clinic_id: string | null;
  routed_to: string | null;
}

interface MentionTable {
  region_id: string;
  note_id: string;
  person_id: string;
  settled_at: Timestamp | null;
}

interface AssignmentTable {
  region_id: string;
  case_id: string;
  side: Side;
  holder_id: string;
  since: Timestamp;
}

interface PresenceTable {
  region_id: string;
  case_id: string;
  person_id: string;
  side: Side;
  seen_at: Timestamp;
  /** When the looking at the case as it stands began. */
  since: Timestamp | null;
  /** The case's version that was looked at. */
  version: number | null;
}

interface NameTable {
  region_id: string;
  person_id: string;
  name: string;
}

interface ViewTable {
  region_id: string;
  id: string;
  person_id: string;
  slot: number;
  name: string;
  queue: string;
  filters: Json<QueueFilters>;
  is_default: boolean;
  created_at: Timestamp;
  deleted_at: Timestamp | null;
}

export const STEP_KINDS = [
  'take',
  'give-back',
  'hand-over',
  'settle-mention',
  'delete-view',
  'publish',
  'reject',
  'return-message',
  'publish-answer',
  'return-answer',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

interface StepTable {
  region_id: string;
  id: string;
  person_id: string;
  kind: StepKind;
  case_id: string | null;
  side: Side | null;
  was: string | null;
  became: string | null;
  note_id: string | null;
  view_id: string | null;
  made_at: Timestamp;
  undone_at: Timestamp | null;
}

/** Steps of a moderator that wait a moment before they are made. */
export const DELAYED_STEPS = [
  'publish',
  'reject',
  'return-message',
  'publish-answer',
  'return-answer',
] as const;
export type DelayedStep = (typeof DELAYED_STEPS)[number];

interface DelayedStepTable {
  region_id: string;
  id: string;
  case_id: string;
  person_id: string;
  session_id: string;
  step: DelayedStep;
  version: number;
  given_sealed: string | null;
  run_at: Timestamp;
  /** When it was pressed; null of steps from before this was kept. */
  asked_at: ColumnType<Date | null, Date | null | undefined, never>;
  state: 'waiting' | 'running' | 'made' | 'undone' | 'failed';
  refused_code: string | null;
}

export const TEMPLATE_KINDS = ['answer', 'reject', 'return-message', 'return-answer'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

interface TemplateTable {
  region_id: string;
  id: string;
  kind: TemplateKind;
  clinic_id: string | null;
  name: string;
  text: string;
  version: number;
  changed_by: string;
  changed_at: Timestamp;
  removed_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    desk_notes: NoteTable;
    desk_mentions: MentionTable;
    desk_assignments: AssignmentTable;
    desk_presence: PresenceTable;
    desk_names: NameTable;
    desk_views: ViewTable;
    desk_steps: StepTable;
    desk_delayed_steps: DelayedStepTable;
    desk_templates: TemplateTable;
  }
}
