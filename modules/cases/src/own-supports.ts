import type { Tx } from '@otklik/kernel';
import { regionId } from './store/cases.ts';
import { deleteSupport, supportsBy, supportVerdicts } from './store/supports.ts';
import type { Supporter } from './supporting.ts';

/** Everything that is kept of somebody's «me too», newest first; notes in the supporter's own words. */
export async function supportedCases(tx: Tx, supporter: Supporter) {
  const supports = await supportsBy(tx, supporter);
  if (supports.length === 0) return [];
  const cases = await tx.db
    .selectFrom('cases')
    .select(['id', 'number', 'path', 'state', 'subject_ru', 'subject_en'])
    .where('region_id', '=', regionId(tx))
    .where(
      'id',
      'in',
      supports.map((support) => support.case_id),
    )
    .execute();
  const byId = new Map(cases.map((row) => [row.id, row]));
  return Promise.all(
    supports.map(async (support) => {
      const row = byId.get(support.case_id)!;
      const place = { table: 'case_supports', column: 'note_sealed', row: support.id };
      const verdicts = await supportVerdicts(tx, support.id);
      return {
        number: row.number,
        path: row.path,
        state: row.state === 'danger' ? null : row.state,
        subject: { ru: row.subject_ru, en: row.subject_en },
        at: support.at,
        dueAt: support.due_at,
        dueDate: support.due_date,
        note:
          support.note_sealed &&
          (await tx.vault.open(support.data_key_id, place, support.note_sealed)),
        noteState: support.note_state,
        verdicts: verdicts.map(({ round, verdict, given_at }) => ({
          round,
          verdict,
          givenAt: given_at,
        })),
      };
    }),
  );
}

/** Somebody's «me too» go, all of them, with notes and verdicts. */
export async function forgetSupports(tx: Tx, supporter: Supporter): Promise<void> {
  for (const support of await supportsBy(tx, supporter)) await deleteSupport(tx, support);
}
