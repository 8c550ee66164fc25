import { randomUUID } from 'node:crypto';
import { defineCommand, isAppError, type App, type Tx } from '@otklik/kernel';
import { disclosureOf, todayOf } from '@otklik/registry';
import { placeById } from '@otklik/surveys';
import { sql } from 'kysely';
import { planRelease, type Batch } from '../model/release.ts';
import { easyPace, type Pace } from '../pace.ts';
import { onlyReleaser } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { putLeaves } from '../store/counted.ts';
import { countAnswers, stepShown } from '../store/counting.ts';
import { putMarks, stepMarks } from '../store/doctor-marks.ts';
import { destroyOldMarkKeys, dropOldMarks } from '../store/mark-keys.ts';
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
import { dropUnopened, takeUpAgain } from '../store/set-aside.ts';
import { regionIn } from '../store/tables.ts';

const BATCHES_MAX = 50;
const KINDS = ['answer', 'mark'] as const;

interface On {
  readonly app: App;
  readonly tx: Tx;
  readonly today: string;
  readonly min: number;
  readonly pace: Pace;
}

async function letOut({ app, tx, today, min, pace }: On, batch: Batch) {
  const nothingOut = { count: 0, leaves: [] };
  const place = await placeById(tx, batch.placeId);
  if (!place) return nothingOut;
  const opened = await takeOut(tx, app.ports.keys, batch, { today, min, pace });
  if (!opened) return nothingOut;
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

/** One batch by itself: one that fails leaves no trace and holds up no other. @returns null for one that failed */
async function letOutAlone(on: On, batch: Batch) {
  const { app, tx } = on;
  await sql`savepoint one_batch`.execute(tx.db);
  try {
    const out = await letOut(on, batch);
    await sql`release savepoint one_batch`.execute(tx.db);
    return out;
  } catch (error) {
    await sql`rollback to savepoint one_batch`.execute(tx.db);
    const code = isAppError(error) ? error.code : 'internal';
    app.log.warn('survey-answers.batch-not-released', { region: regionIn(tx), code });
    return null;
  }
}

/** Keys of whose boxes none waits go, boxes that nothing opened for long too. */
async function tidy(tx: Tx, today: string): Promise<void> {
  for (const kind of KINDS) await dropUnopened(tx, kind, today);
  await destroyOldKeys(tx, today);
  await dropOldMarks(tx, today);
  await destroyOldMarkKeys(tx, today);
}

/**
 * Lets answers out of their waiting, batch by batch, as the answers' role and in a transaction that nobody who
 * answered has a part in. Fewer than a result needs stay where they are; what does not open is set aside, and a
 * batch that fails is left for the next time while the others come out.
 */
export const release = defineCommand({
  name: 'survey-answers.release',
  input,
  store: 'answers',
  policy: onlyReleaser,
  async handle({ app, tx }) {
    if (!(await lockRelease(tx))) return { batches: 0, answers: 0, failed: 0 };
    const { survey_results_min: min, private_ratings_min } = await disclosureOf(tx);
    const today = await todayOf(tx);
    for (const kind of KINDS) await takeUpAgain(tx, app.ports.keys, kind);
    const batches = planRelease(await waitingAnswers(tx), today, min).slice(0, BATCHES_MAX);
    let [answers, failed] = [0, 0];
    const leaves: string[] = [];
    const pace = easyPace();
    for (const [at, batch] of batches.entries()) {
      if (at > 0) await pace.rest();
      const out = await letOutAlone({ app, tx, today, min, pace }, batch);
      if (!out) failed += 1;
      answers += out?.count ?? 0;
      leaves.push(...(out?.leaves ?? []));
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
    await tidy(tx, today);
    return { batches: batches.length - failed, answers, failed };
  },
  audit: ({ output }) => ({ object: 'survey-answers', after: `released ${output.answers}` }),
});
