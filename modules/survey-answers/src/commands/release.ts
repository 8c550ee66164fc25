import { randomUUID } from 'node:crypto';
import { defineCommand, type App, type Tx } from '@otklik/kernel';
import { disclosureOf, todayOf } from '@otklik/registry';
import { placeById } from '@otklik/surveys';
import { planRelease, type Batch } from '../model/release.ts';
import { onlyReleaser } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { putLeaves } from '../store/counted.ts';
import { countAnswers, stepShown } from '../store/counting.ts';
import { putMarks, stepMarks } from '../store/doctor-marks.ts';
import {
  answerRows,
  destroyOldKeys,
  lockRelease,
  takeOut,
  waitingAnswers,
  writeAnswers,
  writeComments,
} from '../store/releasing.ts';
import { countScores, stepScores } from '../store/scoring.ts';
import { regionIn } from '../store/tables.ts';

const BATCHES_MAX = 50;

interface On {
  readonly app: App;
  readonly tx: Tx;
  readonly today: string;
  readonly min: number;
}

async function letOut({ app, tx, today, min }: On, batch: Batch) {
  const place = await placeById(tx, batch.placeId);
  if (!place) return { count: 0, leaves: [] };
  const opened = await takeOut(tx, app.ports.keys, batch);
  const rows = answerRows(regionIn(tx), batch, place, opened, min);
  await writeAnswers(tx, rows);
  await writeComments(tx, batch, place, opened);
  await countAnswers(tx, rows);
  await countScores(tx, rows);
  const marks = opened.flatMap(({ content: { doctorId, codes } }) =>
    doctorId === null ? [] : [{ doctorId, formId: batch.formId, codes }],
  );
  await putMarks(tx, app.ports.keys, { id: place.id, today }, marks);
  return { count: rows.length, leaves: opened.flatMap(({ content }) => content.leaf ?? []) };
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
    const { survey_results_min: min, private_ratings_min } = await disclosureOf(tx);
    const today = await todayOf(tx);
    const batches = planRelease(await waitingAnswers(tx), today, min).slice(0, BATCHES_MAX);
    let answers = 0;
    const leaves: string[] = [];
    for (const batch of batches) {
      const out = await letOut({ app, tx, today, min }, batch);
      answers += out.count;
      leaves.push(...out.leaves);
    }
    if (answers > 0) {
      await putLeaves(tx, today, leaves);
      await stepShown(tx, min);
      await stepScores(tx, min);
      await stepMarks(tx, app.ports.keys, today, private_ratings_min);
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
