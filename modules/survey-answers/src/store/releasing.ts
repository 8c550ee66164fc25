import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { insertMany } from '@otklik/db';
import { AppError, padTo, sealTo, type KeyPort, type Tx } from '@otklik/kernel';
import type { Place } from '@otklik/surveys';
import { sql } from 'kysely';
import { BOX_bytes, openBox, type BoxContent } from '../model/box.ts';
import { coarseWeights, type Batch, type Waiting } from '../model/release.ts';
import { tryOpen, type Unopened } from '../model/unopened.ts';
import { daysLater, monthOfWindow } from '../model/windows.ts';
import type { Pace } from '../pace.ts';
import { privateHalves, setAside } from './set-aside.ts';
import { regionIn, type SurveyAnswerTable } from './tables.ts';
import type { Selectable } from 'kysely';

/** More than can wait for company: fewer than the minimum of each place, way, form and quarter. */
const WAITING_MAX = 100_000;
/**
 * A millisecond of opening: thousands in one go would hold up every page and answer of the process, and twenty in one
 * go still made an answer wait for twenty in each of its turns.
 */
const BOXES_a_turn = 4;
/** A box is eight kilobytes, and twice that on its way. */
const BOXES_a_statement = 100;
const ROWS_a_statement = 500;
const RELEASE_LOCK = 7_315_083;

/** One release of a region at a time. @returns false while another works */
export async function lockRelease(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(${RELEASE_LOCK}, hashtext(${regionIn(tx)})) as free`.execute(
    tx.db,
  );
  return rows[0]!.free;
}

/** What waits, without what is in it. */
export const waitingAnswers = (tx: Tx): Promise<Waiting[]> =>
  tx.db
    .selectFrom('waiting_answers')
    .select([
      'id',
      'place_id as placeId',
      'form_id as formId',
      'form_version as formVersion',
      'mode',
      'day',
    ])
    .where('region_id', '=', regionIn(tx))
    .where('set_aside', 'is', null)
    .orderBy('day')
    .orderBy('id')
    .limit(WAITING_MAX)
    .execute();

export type Opened = Waiting & { readonly content: BoxContent };

/**
 * Opens a batch and takes it out of those that wait. What does not open is set aside; when too few are left, the
 * others go on waiting and null comes back: a batch never gets smaller than a result needs.
 * @throws AppError changed-meanwhile when one of it is gone
 */
export async function takeOut(
  tx: Tx,
  keys: KeyPort,
  batch: Batch,
  { today, min, pace }: { readonly today: string; readonly min: number; readonly pace: Pace },
): Promise<Opened[] | null> {
  const region_id = regionIn(tx);
  const unopened = new Map<string, Unopened>();
  const opened: Opened[] = [];
  const halves: Awaited<ReturnType<typeof privateHalves>> = new Map();
  const ids = batch.ids.toSorted();
  for (let from = 0; from < ids.length; from += BOXES_a_statement) {
    if (from > 0) await pace.rest();
    const some = ids.slice(from, from + BOXES_a_statement);
    const rows = await tx.db
      .selectFrom('waiting_answers')
      .selectAll()
      .where('region_id', '=', region_id)
      .where('id', '=', sql<string>`any(${some}::uuid[])`)
      .orderBy('id')
      .execute();
    if (rows.length !== some.length) throw new AppError('changed-meanwhile');
    const unknown = [...new Set(rows.map((row) => row.batch_key_id))].filter(
      (id) => !halves.has(id),
    );
    if (unknown.length > 0)
      for (const [id, half] of await privateHalves(tx, keys, 'answer', unknown))
        halves.set(id, half);
    for (const [at, row] of rows.entries()) {
      if (at % BOXES_a_turn === BOXES_a_turn - 1) await nextTurn();
      const { id, batch_key_id, place_id, form_id, form_version, mode, day, sealed } = row;
      const half = halves.get(batch_key_id)!;
      const content = tryOpen(half, (key) => openBox(key, region_id, id, sealed));
      if (typeof content === 'string') unopened.set(id, content);
      else
        opened.push({
          id,
          placeId: place_id,
          formId: form_id,
          formVersion: form_version,
          mode,
          day,
          content,
        });
    }
  }
  await setAside(tx, 'answer', today, unopened);
  if (opened.length < min) return null;
  const { numDeletedRows } = await tx.db
    .deleteFrom('waiting_answers')
    .where('region_id', '=', region_id)
    .where('id', '=', sql<string>`any(${opened.map(({ id }) => id)}::uuid[])`)
    .executeTakeFirst();
  // Somebody took theirs back in this moment: the batch is planned anew.
  if (Number(numDeletedRows) !== opened.length) throw new AppError('changed-meanwhile');
  return opened;
}

export type AnswerRow = Selectable<SurveyAnswerTable>;

/**
 * Rows as they will stand: fresh random ids, in the order of these ids, which says nothing; codes by the order of
 * their items, not of answering; classes of weight that enough of them share.
 */
export function answerRows(
  region_id: string,
  batch: Batch,
  place: Place,
  opened: readonly Opened[],
  min: number,
): AnswerRow[] {
  const classes = opened.map(({ content }) => content.weightClass);
  const weights = coarseWeights(classes, min);
  return opened
    .map(({ mode, content }, at) => ({
      region_id,
      id: randomUUID() as string,
      place_id: place.id,
      organisation_id: place.organisation_id,
      sector: place.sector,
      form_id: batch.formId,
      form_version: batch.formVersion,
      service_group: null,
      mode,
      grain: batch.grain,
      window_start: batch.windowStart,
      weight_class: weights[at]!,
      items: sortedItems(content.codes),
      receipt_hash: content.receiptHash,
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const sortedItems = (codes: BoxContent['codes']): BoxContent['codes'] =>
  Object.fromEntries(
    Object.keys(codes)
      .toSorted()
      .map((item) => [item, codes[item]!.toSorted()]),
  );

export async function writeAnswers(tx: Tx, rows: readonly AnswerRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_a_statement)
    await insertMany(tx, 'survey_answers', rows.slice(from, from + ROWS_a_statement));
}

/** Words go apart from codes: ids, order and receipt hashes of their own, sealed to the key of their month. */
export async function writeComments(
  tx: Tx,
  batch: Batch,
  place: Place,
  opened: readonly Opened[],
): Promise<void> {
  const region_id = regionIn(tx);
  const words = opened.flatMap(({ mode, content }) =>
    content.texts.map(([linkId, text, receiptHash]) => ({ mode, linkId, text, receiptHash })),
  );
  if (words.length === 0) return;
  const key = await tx.db
    .selectFrom('comment_keys')
    .select(['id', 'public_key'])
    .where('region_id', '=', region_id)
    .where('month', '=', monthOfWindow(batch.grain, batch.windowStart))
    .executeTakeFirst();
  if (!key) throw new AppError('unavailable', { reason: 'no-comment-key' });
  const rows = words
    .map((word) => ({ ...word, id: randomUUID() as string }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const sealed = ({ id, linkId, text }: (typeof rows)[number]): Buffer => {
    const bytes = padTo(Buffer.from(JSON.stringify({ linkId, text }), 'utf8'), BOX_bytes);
    return Buffer.from(sealTo(key.public_key, `${region_id}|survey_comments|sealed|${id}`, bytes));
  };
  // A few a statement: each is sealed in the turn of the statement that it goes with.
  for (let from = 0; from < rows.length; from += BOXES_a_turn)
    await tx.db
      .insertInto('survey_comments')
      .values(
        rows.slice(from, from + BOXES_a_turn).map((row) => ({
          region_id,
          id: row.id,
          place_id: place.id,
          form_id: batch.formId,
          mode: row.mode,
          grain: batch.grain,
          window_start: batch.windowStart,
          comment_key_id: key.id,
          sealed: sealed(row),
          receipt_hash: row.receiptHash,
          state: 'waiting' as const,
          public_text: null,
        })),
      )
      .execute();
}

/** Keys of days before yesterday of which nothing waits any more are gone for good. */
export async function destroyOldKeys(tx: Tx, today: string): Promise<void> {
  await sql`update answer_batch_keys as k set wrapped = null, destroyed_on = ${today}
    where region_id = ${regionIn(tx)} and wrapped is not null and day < ${daysLater(today, -1)}
      and not exists (select 1 from waiting_answers w
        where w.region_id = k.region_id and w.batch_key_id = k.id
          and (w.set_aside is null or w.set_aside = 'key-absent'))`.execute(tx.db);
}
