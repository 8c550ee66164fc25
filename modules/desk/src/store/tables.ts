import type { Timestamp } from '@otklik/db';

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
}

declare module '@otklik/db' {
  interface Tables {
    desk_notes: NoteTable;
    desk_mentions: MentionTable;
    desk_assignments: AssignmentTable;
    desk_presence: PresenceTable;
  }
}
