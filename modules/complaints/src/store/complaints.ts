import type { Insertable, Selectable, Updateable } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import { marksOf } from '../model/similar/marks.ts';
import type { ComplaintTable } from './tables.ts';

export type ComplaintRow = Omit<
  Selectable<ComplaintTable>,
  'search' | 'search_marks' | 'published_on' | 'likeness'
>;

/** What an author who mends a message does not change. */
type Fixed = 'region_id' | 'case_id' | 'story_public' | 'confirm_hash' | 'confirm_expires_at';
type TopicOf = 'topic_code' | 'topic_version' | 'asked_code' | 'asked_version';

const COLUMNS = [
  'region_id',
  'case_id',
  'topic_code',
  'topic_version',
  'asked_code',
  'asked_version',
  'object_id',
  'happened_on',
  'breach',
  'facts_sealed',
  'story_sealed',
  'private_sealed',
  'story_public',
  'confirm_hash',
  'confirm_expires_at',
] as const;

export async function insertComplaint(
  tx: Tx,
  complaint: Omit<Insertable<ComplaintTable>, 'region_id'>,
): Promise<void> {
  await tx.db
    .insertInto('complaints')
    .values({ region_id: regionId(tx), ...complaint })
    .execute();
}

/** @throws AppError not-found */
export async function complaintOf(tx: Tx, caseId: string): Promise<ComplaintRow> {
  const row = await tx.db
    .selectFrom('complaints')
    .select(COLUMNS)
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'case' });
  return row;
}

/** The complaint a confirmation link belongs to. Unknown, used and foreign links answer alike. */
export async function complaintByLink(
  tx: Tx,
  confirmHash: string,
): Promise<{ case_id: string; confirm_expires_at: Date | null }> {
  const row = await tx.db
    .selectFrom('complaints')
    .select(['case_id', 'confirm_expires_at'])
    .where('region_id', '=', regionId(tx))
    .where('confirm_hash', '=', confirmHash)
    .executeTakeFirst();
  if (!row) throw new AppError('link-expired');
  return row;
}

const change = (tx: Tx, caseId: string, columns: Updateable<ComplaintTable>) =>
  tx.db
    .updateTable('complaints')
    .set(columns)
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();

/** What the author wrote, mended. */
export async function setMended(
  tx: Tx,
  caseId: string,
  { breach, ...words }: Omit<ComplaintRow, Fixed | TopicOf> & Partial<Pick<ComplaintRow, TopicOf>>,
): Promise<void> {
  await change(tx, caseId, { ...words, breach: breach ? JSON.stringify(breach) : null });
}

/** Another topic, and what the complaint says under it: the columns of `retopic.ts`. */
export async function setTopic(
  tx: Tx,
  caseId: string,
  columns: Updateable<ComplaintTable>,
): Promise<void> {
  await change(tx, caseId, columns);
}

/** Publishes the story, today; null takes it back. */
export async function setStoryPublic(tx: Tx, caseId: string, story: string | null): Promise<void> {
  await tx.db
    .updateTable('complaints')
    .set({
      story_public: story,
      likeness: story === null ? null : marksOf(story),
      published_on: story === null ? null : tx.now.toISOString().slice(0, 10),
    })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
}

/** Other words stand for a published story, which keeps the day of its publication. */
export async function replacePublicStory(tx: Tx, caseId: string, story: string): Promise<void> {
  await change(tx, caseId, { story_public: story });
}

/** The words go, sealed and public; what the complaint was about stays. */
export async function emptyComplaint(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .updateTable('complaints')
    .set({
      facts_sealed: '',
      story_sealed: '',
      private_sealed: null,
      story_public: null,
      likeness: null,
      confirm_hash: null,
    })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
}
