import type { Selectable } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { ReplyOutcome, ReplyState } from '../model/reply.ts';
import type { CommentReplyTable } from './tables.ts';

export type ReplyRow = Selectable<CommentReplyTable>;

const repliesIn = (tx: Tx) =>
  tx.db.selectFrom('comment_replies').selectAll().where('region_id', '=', regionId(tx));

/** The reply to a comment, null while there is none. */
export const replyTo = async (tx: Tx, id: string): Promise<ReplyRow | null> =>
  (await repliesIn(tx).where('comment_id', '=', id).executeTakeFirst()) ?? null;

export const lockReply = async (tx: Tx, id: string): Promise<ReplyRow | null> =>
  (await repliesIn(tx).where('comment_id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** Published replies of many comments. */
export async function repliesShown(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReplyRow>> {
  if (ids.length === 0) return new Map();
  const rows = await repliesIn(tx)
    .where('comment_id', 'in', ids)
    .where('state', '=', 'published')
    .execute();
  return new Map(rows.map((row) => [row.comment_id, row]));
}

const placeOf = (id: string) => ({ table: 'comment_replies', column: 'words_sealed', row: id });

/** The clinic's words; empty when their key was destroyed. */
export const wordsOfReply = async (tx: Tx, row: ReplyRow): Promise<string> =>
  (await tx.vault.open(row.data_key_id, placeOf(row.comment_id), row.words_sealed)) ?? '';

export interface NewReply {
  readonly outcome: ReplyOutcome;
  readonly words: string;
  readonly changedSince: string | null;
  readonly writtenBy: string;
}

/** Puts a reply down, or one that came back anew. @returns its version */
export async function handIn(
  tx: Tx,
  id: string,
  before: ReplyRow | null,
  reply: NewReply,
): Promise<number> {
  const data_key_id = before?.data_key_id ?? (await tx.vault.newKey());
  const version = (before?.version ?? 0) + 1;
  const values = {
    state: 'handed-in' as const,
    outcome: reply.outcome,
    data_key_id,
    words_sealed: await tx.vault.seal(data_key_id, placeOf(id), reply.words),
    changed_since: reply.changedSince,
    reason_codes: [] as string[],
    written_by: reply.writtenBy,
    decided_by: null,
    decided_on: null,
    text_public: null,
    version,
  };
  if (before)
    await tx.db
      .updateTable('comment_replies')
      .set(values)
      .where('region_id', '=', regionId(tx))
      .where('comment_id', '=', id)
      .execute();
  else
    await tx.db
      .insertInto('comment_replies')
      .values({ region_id: regionId(tx), comment_id: id, ...values })
      .execute();
  return version;
}

/** Writes a decision about a locked reply. */
export async function changeReply(
  tx: Tx,
  row: ReplyRow,
  changes: {
    state: ReplyState;
    text_public?: string | null;
    reason_codes?: string[];
    decided_by?: string;
    decided_on?: string;
  },
): Promise<void> {
  await tx.db
    .updateTable('comment_replies')
    .set({ ...changes, version: row.version + 1 })
    .where('region_id', '=', regionId(tx))
    .where('comment_id', '=', row.comment_id)
    .execute();
}
