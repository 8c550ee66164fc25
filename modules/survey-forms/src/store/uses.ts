import { AppError, type Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import { regionIn, type SurveyFormUseTable } from './tables.ts';

export type UseRow = Selectable<SurveyFormUseTable>;

const uses = (tx: Tx) =>
  tx.db.selectFrom('survey_form_uses').selectAll().where('region_id', '=', regionIn(tx));

/** Who is asked what from which day, the newest first. */
export const allUses = (tx: Tx, form?: string): Promise<UseRow[]> =>
  uses(tx)
    .$if(form !== undefined, (q) => q.where('form_id', '=', form!))
    .orderBy('sector')
    .orderBy('kind')
    .orderBy('audience')
    .orderBy('valid_from', 'desc')
    .limit(500)
    .execute();

/**
 * Whether a version is asked on a day or later. What a newer row of the same question overtakes from the day on
 * is asked no more.
 */
export async function isInUse(
  tx: Tx,
  form: string,
  version: string,
  day: string,
): Promise<boolean> {
  const rows = await allUses(tx);
  return rows.some((row, at) => {
    if (row.form_id !== form || row.version !== version) return false;
    if (row.valid_to !== null && row.valid_to < day) return false;
    // The row before it in this order is the next one of the same question, if it asks the same.
    const next = rows[at - 1];
    const is_same =
      next?.sector === row.sector && next.kind === row.kind && next.audience === row.audience;
    return !(is_same && next.valid_from <= day);
  });
}

/** @throws AppError already-exists when the same question has a row from that day */
export async function insertUse(tx: Tx, use: Omit<UseRow, 'region_id'>): Promise<void> {
  const made = await tx.db
    .insertInto('survey_form_uses')
    .values({ region_id: regionIn(tx), ...use })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  if (!made) throw new AppError('already-exists', { what: 'form-use' });
}
