import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import { defineCommand, type App, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { withCuts } from '../model/cuts.ts';
import { onlySystem } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { changeReview, findComment, setComment } from '../store/comments.ts';
import { originalOf } from '../store/originals.ts';
import { indexComment } from '../store/terms.ts';

const BATCH_rows = 500;

/**
 * Publishes what moderators let through, all of a day together and in random order. One line of the act log a
 * batch. Run again it finds nothing new. @returns counts
 */
export const publishComments = defineCommand({
  name: 'survey-comments.publish-comments',
  input,
  policy: onlySystem,
  async handle({ app, tx }) {
    const { rows } = await sql<{ comment_id: string }>`
      select comment_id from comment_reviews
      where region_id = ${regionId(tx)} and state = 'approved'
      order by random() limit ${BATCH_rows} for update`.execute(tx.db);
    const today = await todayOf(tx);
    let published = 0;
    for (const { comment_id } of rows)
      if (await publishOne(app, tx, comment_id, today)) published += 1;
    return { published, more: rows.length === BATCH_rows };
  },
  audit: ({ output }) => ({ object: 'comments', after: `published:${output.published}` }),
});

async function publishOne(app: App, tx: Tx, id: string, today: string): Promise<boolean> {
  const row = (await findComment(tx, id))!;
  const original = await originalOf(tx, app.ports.keys, row);
  if (original === null) {
    // Its term was over before its day came: nothing is left to show.
    await setComment(tx, id, { state: 'refused' });
    await changeReview(tx, id, { state: 'refused', reason_code: 'unreadable', decided_on: today });
    return false;
  }
  const shown = withCuts(original, row.cuts);
  await setComment(tx, id, { state: 'published', public_text: shown });
  await changeReview(tx, id, { state: 'published' });
  await indexComment(tx, id, shown);
  return true;
}
