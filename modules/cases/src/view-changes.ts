import type { Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { clockView } from './clock-view.ts';
import { changeClock, changePlace, type AnswerChangeRow } from './store/answer-changes.ts';
import type { CaseRow } from './store/cases.ts';
import type { AnswerChangeView } from './view-types.ts';

const placeOf = async (tx: Tx, { region_id, zone }: CaseRow) => ({
  calendar: (await calendarOf(tx, region_id)).calendar,
  zone,
});

/** What was changed in an answer, as far as the reader may see it. */
export async function changesFor(
  tx: Tx,
  row: CaseRow,
  answerId: string,
  changes: readonly AnswerChangeRow[],
  inside: boolean,
): Promise<AnswerChangeView[]> {
  const views: AnswerChangeView[] = [];
  for (const one of changes) {
    if (one.answer_id !== answerId) continue;
    // Of an amendment everybody reads the words in the answer itself.
    const shown = one.kind === 'addition' && one.state === 'published' && one.text_public !== null;
    if (!shown && (!inside || one.state === 'published')) continue;
    const written =
      inside && one.text_sealed
        ? await tx.vault.open(row.data_key_id, changePlace(one.id), one.text_sealed)
        : null;
    const clock = inside ? changeClock(one, row.round) : null;
    views.push({
      id: one.id,
      kind: one.kind,
      state: one.state,
      text: one.text_public ?? written,
      original: one.text_public === null ? null : written,
      reason: inside ? one.reason_code : null,
      at: one.state === 'published' ? (one.decided_at ?? one.written_at) : one.written_at,
      clock: clock && clockView(clock, tx.now, await placeOf(tx, row)),
    });
  }
  return views;
}
