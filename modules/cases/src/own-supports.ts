import type { Tx } from '@otklik/kernel';
import { regionId } from './store/cases.ts';
import { isGone } from './model/companions.ts';
import {
  deleteSupport,
  openNote,
  openRemark,
  supportsBy,
  supportVerdicts,
} from './store/supports.ts';
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
      const runs = !isGone(row.state);
      const verdicts = await supportVerdicts(tx, support.id);
      return {
        number: row.number,
        path: row.path,
        state: row.state === 'danger' ? null : row.state,
        subject: { ru: row.subject_ru, en: row.subject_en },
        at: support.at,
        // Nobody answers a case that its author took back: no clock runs in it.
        dueAt: runs ? support.due_at : null,
        dueDate: runs ? support.due_date : null,
        note: await openNote(tx, support),
        noteState: support.note_state,
        noteShown: support.note_public,
        noteReason: support.note_reason,
        noteReply: await openNote(tx, support, 'note_reply_sealed'),
        verdicts: await Promise.all(
          verdicts.map(async (one) => ({
            round: one.round,
            verdict: one.verdict,
            givenAt: one.given_at,
            unanswered: await openRemark(tx, { ...one, data_key_id: support.data_key_id }),
          })),
        ),
      };
    }),
  );
}

/** Somebody's «me too» go, all of them, with notes and verdicts. */
export async function forgetSupports(tx: Tx, supporter: Supporter): Promise<void> {
  for (const support of await supportsBy(tx, supporter)) await deleteSupport(tx, support);
}
