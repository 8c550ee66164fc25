import { randomUUID } from 'node:crypto';
import { defineCommand, type App, type Tx } from '@otklik/kernel';
import { disclosureOf, todayOf } from '@otklik/registry';
import { placeById } from '@otklik/surveys';
import { planRelease, type Batch } from '../model/release.ts';
import { onlyReleaser } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { countAnswers, stepShown } from '../store/counting.ts';
import {
  answerRows,
  destroyOldKeys,
  lockRelease,
  takeOut,
  waitingAnswers,
  writeAnswers,
  writeComments,
} from '../store/releasing.ts';
import { regionIn } from '../store/tables.ts';

const BATCHES_MAX = 50;

async function letOut(app: App, tx: Tx, batch: Batch): Promise<number> {
  const place = await placeById(tx, batch.placeId);
  if (!place) return 0;
  const opened = await takeOut(tx, app.ports.keys, batch);
  const rows = answerRows(regionIn(tx), batch, place, opened);
  await writeAnswers(tx, rows);
  await writeComments(tx, batch, place, opened);
  await countAnswers(tx, rows);
  return rows.length;
}

/**
 * Lets answers out of their waiting, batch by batch, as the answers' role and in a transaction that nobody who
 * answered has a part in. Fewer than a result needs stay where they are.
 */
export const release = defineCommand({
  name: 'survey-answers.release',
  input,
  store: 'answers',
  policy: onlyReleaser,
  async handle({ app, tx }) {
    if (!(await lockRelease(tx))) return { batches: 0, answers: 0 };
    const { survey_results_min: min } = await disclosureOf(tx);
    const today = await todayOf(tx);
    const batches = planRelease(await waitingAnswers(tx), today, min).slice(0, BATCHES_MAX);
    let answers = 0;
    for (const batch of batches) answers += await letOut(app, tx, batch);
    if (answers > 0) {
      await stepShown(tx, min);
      await tx.db
        .insertInto('survey_releases')
        .values({ region_id: regionIn(tx), id: randomUUID(), day: today, answers })
        .execute();
    }
    await destroyOldKeys(tx, today);
    return { batches: batches.length, answers };
  },
  audit: ({ output }) => ({ object: 'survey-answers', after: `released ${output.answers}` }),
});
