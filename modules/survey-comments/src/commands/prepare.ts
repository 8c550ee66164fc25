import { sql } from 'kysely';
import { json } from '@otklik/db';
import { dangerIn, regionId } from '@otklik/cases';
import { tellDutyOfComment } from '@otklik/complaints';
import { defineCommand, type App, type Tx } from '@otklik/kernel';
import { monthOfWindow } from '@otklik/survey-answers';
import { detailsIn } from '../model/details.ts';

import { COMMENT_ORDER } from '../model/receipts.ts';
import { onlySystem } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { setComment } from '../store/comments.ts';
import { originalOf } from '../store/originals.ts';
import { putThemes } from '../store/themes.ts';

const BATCH_rows = 200;

/**
 * Looks at comments that came out of a release: personal details are counted, themes are found, words that
 * sound like danger go to whoever is on duty. One line of the act log a batch, and the batch in random order:
 * neither tells when a comment came. @returns counts
 */
export const prepare = defineCommand({
  name: 'survey-comments.prepare',
  input,
  policy: onlySystem,
  async handle({ app, tx }) {
    const { rows } = await sql<Fresh>`
      select c.id, c.grain, c.window_start, c.comment_key_id, c.sealed from survey_comments c
      where c.region_id = ${regionId(tx)} and c.state = 'waiting' and not exists (
        select 1 from comment_reviews r where r.region_id = c.region_id and r.comment_id = c.id)
      order by random() limit ${BATCH_rows}`.execute(tx.db);
    let urgent = 0;
    for (const row of rows) if (await prepareOne(app, tx, row)) urgent += 1;
    if (urgent > 0) await tellDutyOfComment(tx);
    return { prepared: rows.length, urgent, more: rows.length === BATCH_rows };
  },
  audit: ({ output }) => ({
    object: 'comments',
    after: `prepared:${output.prepared},urgent:${output.urgent}`,
  }),
});

interface Fresh {
  readonly id: string;
  readonly grain: string;
  readonly window_start: string;
  readonly comment_key_id: string;
  readonly sealed: Buffer;
}

/** @returns whether it sounds like danger */
async function prepareOne(app: App, tx: Tx, row: Fresh): Promise<boolean> {
  const { keys } = app.ports;
  const words = await originalOf(tx, keys, row);
  const isUrgent = words !== null && dangerIn(words).length > 0;
  const state = words === null ? 'refused' : isUrgent ? 'urgent' : 'waiting';
  await tx.db
    .insertInto('comment_reviews')
    .values({
      region_id: regionId(tx),
      comment_id: row.id,
      state,
      reason_code: words === null ? 'unreadable' : null,
      cuts: json([]),
      details: words === null ? 0 : detailsIn(words).length,
      month: monthOfWindow(row.grain, row.window_start),
      shown_order: keys.hash(COMMENT_ORDER, row.id),
      decided_by: null,
      decided_on: null,
      version: 1,
      emptied_on: null,
    })
    .onConflict((on) => on.doNothing())
    .execute();
  if (words !== null) await putThemes(tx, row.id, words);
  if (state !== 'waiting') await setComment(tx, row.id, { state });
  return isUrgent;
}
