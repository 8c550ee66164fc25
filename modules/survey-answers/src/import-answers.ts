import { randomUUID } from 'node:crypto';
import { AppError, type App, type Tx } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { sql } from 'kysely';
import { countAnswers, stepShown } from './store/counting.ts';
import type { AnswerRow } from './store/releasing.ts';
import { countScores, stepScores } from './store/scoring.ts';
import { regionIn } from './store/tables.ts';

/** An invented answer of the past. */
export type PastAnswer = Omit<AnswerRow, 'region_id' | 'receipt_hash'>;

/**
 * Writes invented answers of the past by the same counting as a release; in demo mode alone, as the answers' role.
 * @throws AppError forbidden outside demo mode
 */
export async function importAnswers(
  app: App,
  tx: Tx,
  answers: readonly PastAnswer[],
  today: string,
): Promise<void> {
  if (!app.settings.demo) throw new AppError('forbidden');
  const region_id = regionIn(tx);
  const rows = answers
    .map((answer) => ({ ...answer, region_id, receipt_hash: `invented-${answer.id}` }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await sql`
    insert into survey_answers (region_id, id, place_id, organisation_id, sector, form_id, form_version,
      service_group, mode, grain, window_start, weight_class, items, receipt_hash)
    select region_id, id, place_id, organisation_id, sector, form_id, form_version, service_group, mode, grain,
      window_start, weight_class, items, receipt_hash
    from json_populate_recordset(null::survey_answers, ${JSON.stringify(rows)}::json)`.execute(
    tx.db,
  );
  await countAnswers(tx, rows);
  await countScores(tx, rows);
  const { survey_results_min: min } = await disclosureOf(tx);
  await stepShown(tx, min);
  await stepScores(tx, min);
  await tx.db
    .insertInto('survey_releases')
    .values({ region_id, id: randomUUID(), day: today, answers: rows.length })
    .execute();
}
