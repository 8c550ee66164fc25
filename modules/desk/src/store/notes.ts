import type { CaseRow } from '@otklik/cases';
import { regionId } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import type { Side } from './tables.ts';

const NOTES_MAX = 200;
const MENTIONS_MAX = 50;

/** Who answers in a case: the clinic, or the organisation in its stead. */
const whose = ({ clinic_id, routed_to }: CaseRow) => ({ clinic_id, routed_to });

const placeOf = (id: string) => ({ table: 'desk_notes', column: 'text_sealed', row: id });

export interface NewNote {
  readonly side: Side;
  readonly text: string;
  readonly writtenBy: string;
  /** Ids of the people who are to see it. */
  readonly mentioned: readonly string[];
}

/** Writes a note with its mentions; gives the note's id. */
export async function insertNote(tx: Tx, row: CaseRow, note: NewNote): Promise<string> {
  const id = newId(tx.now.getTime());
  const region_id = regionId(tx);
  await tx.db
    .insertInto('desk_notes')
    .values({
      region_id,
      id,
      case_id: row.id,
      side: note.side,
      text_sealed: await tx.vault.seal(row.data_key_id, placeOf(id), note.text),
      written_by: note.writtenBy,
      written_at: tx.now,
      ...(note.side === 'clinic' ? whose(row) : { clinic_id: null, routed_to: null }),
    })
    .execute();
  for (const person_id of new Set(note.mentioned))
    await tx.db
      .insertInto('desk_mentions')
      .values({ region_id, note_id: id, person_id, settled_at: null })
      .execute();
  return id;
}

/** The words of a note; null once the case's key is gone. */
export const wordsOf = (tx: Tx, row: CaseRow, note: { id: string; text_sealed: string }) =>
  tx.vault.open(row.data_key_id, placeOf(note.id), note.text_sealed);

/** Whether a note is of those who have the case now: what one clinic wrote is not the next one's. */
export const isOfToday = (
  note: Readonly<{ side: Side; clinic_id: string | null; routed_to: string | null }>,
  row: CaseRow,
): boolean =>
  note.side === 'region' || (note.clinic_id === row.clinic_id && note.routed_to === row.routed_to);

/** The latest 200 notes of one side, oldest first; of the clinic's those of who has the case now. */
export async function notesOf(tx: Tx, row: CaseRow, side: Side) {
  const rows = await tx.db
    .selectFrom('desk_notes')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .where('side', '=', side)
    .$if(side === 'clinic', (q) =>
      q
        .where('clinic_id', '=', row.clinic_id)
        .where('routed_to', 'is not distinct from', row.routed_to),
    )
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .limit(NOTES_MAX)
    .execute();
  return rows.toReversed();
}

/** Notes in which a person is mentioned and that wait for them, newest first; at most 50. */
export const waitingMentions = (tx: Tx, personId: string) =>
  tx.db
    .selectFrom('desk_mentions')
    .innerJoin('desk_notes', (join) =>
      join
        .onRef('desk_notes.region_id', '=', 'desk_mentions.region_id')
        .onRef('desk_notes.id', '=', 'desk_mentions.note_id'),
    )
    .selectAll('desk_notes')
    .where('desk_mentions.region_id', '=', regionId(tx))
    .where('desk_mentions.person_id', '=', personId)
    .where('desk_mentions.settled_at', 'is', null)
    .orderBy('desk_notes.written_at', 'desc')
    .orderBy('desk_notes.id', 'desc')
    .limit(MENTIONS_MAX)
    .execute();

/** @returns false when there is no such mention of this person, or it was settled before */
export async function settle(tx: Tx, noteId: string, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_mentions')
    .set({ settled_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('note_id', '=', noteId)
    .where('person_id', '=', personId)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The mention waits for the person again. */
export async function unsettle(tx: Tx, noteId: string, personId: string): Promise<void> {
  await tx.db
    .updateTable('desk_mentions')
    .set({ settled_at: null })
    .where('region_id', '=', regionId(tx))
    .where('note_id', '=', noteId)
    .where('person_id', '=', personId)
    .execute();
}
