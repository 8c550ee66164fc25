import { json } from '@otklik/db';
import { regionId } from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import '@otklik/survey-answers';
import '@otklik/surveys';
import { OPEN_STATES, type ReviewState } from '../model/states.ts';
import type { Cut } from './tables.ts';

/** Comments with their review and place; the state is the review's. */
export const commentsIn = (tx: Tx) =>
  tx.db
    .selectFrom('comment_reviews as r')
    .innerJoin('survey_comments as c', (on) =>
      on.onRef('c.region_id', '=', 'r.region_id').onRef('c.id', '=', 'r.comment_id'),
    )
    .leftJoin('survey_places as p', (on) =>
      on.onRef('p.region_id', '=', 'c.region_id').onRef('p.id', '=', 'c.place_id'),
    )
    .select([
      'c.id',
      'c.place_id',
      'c.mode',
      'c.grain',
      'c.window_start',
      'c.comment_key_id',
      'c.sealed',
      'c.public_text',
      'r.state',
      'r.reason_code',
      'r.cuts',
      'r.details',
      'r.month',
      'r.shown_order',
      'r.decided_by',
      'r.decided_on',
      'r.version',
      'r.emptied_on',
      'p.code as place_code',
      'p.name_ru as place_name_ru',
      'p.name_en as place_name_en',
      'p.clinic_id',
      'p.organisation_id',
      'p.district_id',
      'p.okrug_id',
    ])
    .where('r.region_id', '=', regionId(tx));

export type CommentRow = Awaited<
  ReturnType<ReturnType<typeof commentsIn>['executeTakeFirstOrThrow']>
>;

export const absent = (): AppError => new AppError('not-found', { kind: 'comment' });

/** The row by its id, null when there is none or nobody prepared it yet. */
export const findComment = async (tx: Tx, id: string): Promise<CommentRow | null> =>
  (await commentsIn(tx).where('r.comment_id', '=', id).executeTakeFirst()) ?? null;

/** The same, its review locked for a change. */
export const lockComment = async (tx: Tx, id: string): Promise<CommentRow | null> =>
  (await commentsIn(tx).where('r.comment_id', '=', id).forUpdate('r').executeTakeFirst()) ?? null;

/** By the keyed hashes of one receipt; locked when they are to be changed. */
export const commentsByReceipt = (
  tx: Tx,
  hashes: readonly string[],
  lock = false,
): Promise<CommentRow[]> =>
  commentsIn(tx)
    .where('c.receipt_hash', 'in', hashes.length > 0 ? [...hashes] : [''])
    .$if(lock, (q) => q.forUpdate('r'))
    .orderBy('c.id')
    .execute();

interface Changes {
  readonly state?: ReviewState;
  readonly reason_code?: string | null;
  readonly cuts?: readonly Cut[];
  readonly decided_by?: string;
  readonly decided_on?: string;
  readonly emptied_on?: string;
}

/** Writes a decision about a locked comment. @returns its version now */
export async function changeReview(tx: Tx, id: string, changes: Changes): Promise<number> {
  const { cuts, ...rest } = changes;
  const { version } = await tx.db
    .updateTable('comment_reviews')
    .set((eb) => ({
      ...rest,
      ...(cuts ? { cuts: json(cuts) } : {}),
      version: eb('version', '+', 1),
    }))
    .where('region_id', '=', regionId(tx))
    .where('comment_id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** The state and public words in the row that the answers' store put down. */
export async function setComment(
  tx: Tx,
  id: string,
  changes: {
    state?: 'waiting' | 'published' | 'refused' | 'urgent' | 'withdrawn';
    public_text?: string | null;
    sealed?: Buffer;
  },
): Promise<void> {
  await tx.db
    .updateTable('survey_comments')
    .set(changes)
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .execute();
}

export const isOpen = (state: ReviewState): boolean => OPEN_STATES.some((open) => open === state);
