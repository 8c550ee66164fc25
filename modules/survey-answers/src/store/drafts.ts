import { hkdfSync } from 'node:crypto';
import {
  openBytes,
  padTo,
  sealBytes,
  unpad,
  type KeyPort,
  type Swept,
  type Tx,
} from '@otklik/kernel';
import { sql, type Insertable } from 'kysely';
import { BOX_bytes } from '../model/box.ts';
import { regionIn, type WaitingAnswerTable } from './tables.ts';

const BATCH_ROWS = 2000;

const hashOf = (keys: KeyPort, token: string): string => keys.hash('survey-draft', token);
/** Made of the link's own text, which is kept nowhere: the database and its keys open no draft. */
const keyOf = (token: string, region: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', token, region, 'otklik:survey-draft', 32));
const place = (region: string, hash: string): string => `${region}|survey_drafts|sealed|${hash}`;

export interface Draft {
  readonly formId: string;
  readonly formVersion: string;
  /** Items of a QuestionnaireResponse. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** What was typed under a link so far; null when nothing was. */
export async function findDraft(tx: Tx, keys: KeyPort, token: string): Promise<Draft | null> {
  const region = regionIn(tx);
  const hash = hashOf(keys, token);
  const row = await tx.db
    .selectFrom('survey_drafts')
    .select(['form_id', 'form_version', 'sealed'])
    .where('region_id', '=', region)
    .where('draft_hash', '=', hash)
    .executeTakeFirst();
  if (!row) return null;
  const sealed = row.sealed.toString('latin1');
  const bytes = unpad(openBytes(keyOf(token, region), place(region, hash), sealed));
  const items = JSON.parse(Buffer.from(bytes).toString('utf8')) as Draft['items'];
  return { formId: row.form_id, formVersion: row.form_version, items };
}

/** Keeps what was typed, in place of what was kept before. @throws AppError invalid-input too-long */
export async function keepDraft(
  tx: Tx,
  keys: KeyPort,
  token: string,
  draft: Draft & { readonly expiresOn: string },
): Promise<void> {
  const region = regionIn(tx);
  const draft_hash = hashOf(keys, token);
  const bytes = padTo(Buffer.from(JSON.stringify(draft.items), 'utf8'), BOX_bytes);
  const text = sealBytes(keyOf(token, region), place(region, draft_hash), bytes);
  const sealed = Buffer.from(text, 'latin1');
  await tx.db
    .insertInto('survey_drafts')
    .values({
      region_id: region,
      draft_hash,
      form_id: draft.formId,
      form_version: draft.formVersion,
      sealed,
      expires_on: draft.expiresOn,
    })
    .onConflict((conflict) => conflict.columns(['region_id', 'draft_hash']).doUpdateSet({ sealed }))
    .execute();
}

/** Puts a box among those that wait; the draft that it was made of goes in the same statement. */
export async function putAndDropDraft(
  tx: Tx,
  keys: KeyPort,
  token: string,
  box: Insertable<WaitingAnswerTable>,
): Promise<void> {
  await sql`
    with dropped as (
      delete from survey_drafts where region_id = ${regionIn(tx)} and draft_hash = ${hashOf(keys, token)})
    insert into waiting_answers (region_id, id, batch_key_id, place_id, form_id, form_version, mode, day,
      receipt_check, sealed)
    values (${box.region_id}, ${box.id}, ${box.batch_key_id}, ${box.place_id}, ${box.form_id},
      ${box.form_version}, ${box.mode}, ${box.day}, ${box.receipt_check}, ${box.sealed})`.execute(
    tx.db,
  );
}

/** Drafts that ran out before a day. */
export async function forgetDraftsBefore(tx: Tx, day: string): Promise<Swept> {
  const { numAffectedRows } = await sql`
    delete from survey_drafts where region_id = ${regionIn(tx)} and draft_hash in (
      select draft_hash from survey_drafts where region_id = ${regionIn(tx)} and expires_on < ${day}
      limit ${BATCH_ROWS})`.execute(tx.db);
  const removed = Number(numAffectedRows ?? 0);
  return { removed, held: 0, more: removed === BATCH_ROWS };
}
