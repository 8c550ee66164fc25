import { readCase } from '@otklik/cases';
import { currentTopics } from '@otklik/complaints';
import { AppError, type Tx } from '@otklik/kernel';
import { clinicByCode, isOkrug } from '@otklik/registry';
import { targetOf, type Target } from '../model/target.ts';
import type { AskedTarget } from '../schema.ts';
import { SHOWN_STATES } from './shown.ts';
import { regionIn } from './tables.ts';

/** Only what everybody sees can be followed. Hidden and unknown answer alike. */
async function publicCaseId(tx: Tx, number: string): Promise<string> {
  const row = await readCase(tx, { number });
  if (row.published_at === null || !SHOWN_STATES.includes(row.state) || row.erased_at !== null)
    throw new AppError('not-found', { kind: 'case' });
  return row.id;
}

async function placeOf(tx: Tx, id: string): Promise<NonNullable<Target['place']>> {
  const row = await tx.db
    .selectFrom('districts')
    .select('id')
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'place' });
  return { id, level: (await isOkrug(tx, id)) ? 'okrug' : 'district' };
}

/**
 * What a page's filters mean, by ids that last.
 * @throws AppError not-found for a clinic, place, topic or message that is not there or not public
 */
export async function resolveTarget(tx: Tx, asked: AskedTarget): Promise<Target> {
  const { number, clinic, district, topic, outcome, q } = asked;
  if (number) return targetOf({ caseId: await publicCaseId(tx, number) });
  if (topic && !(await currentTopics(tx)).some((one) => one.code === topic))
    throw new AppError('not-found', { kind: 'topic' });
  return targetOf({
    ...(clinic ? { clinicId: (await clinicByCode(tx, clinic)).id } : {}),
    ...(district ? { place: await placeOf(tx, district) } : {}),
    ...(topic ? { topic } : {}),
    ...(outcome ? { outcome } : {}),
    ...(q ? { q } : {}),
  });
}
