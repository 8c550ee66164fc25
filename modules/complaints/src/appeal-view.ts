import type { Audience, CaseRow } from '@otklik/cases';
import type { Actor, Tx } from '@otklik/kernel';
import type { AppealHome } from './appeal-home.ts';
import { mayDecideAppeals } from './appeal-steps.ts';
import { appealEntriesOf, appealOf, type AppealRow } from './store/appeals.ts';

/** The appeal beside a complaint, for its author and the staff: nobody else learns that there is one. */
export async function appealFor(tx: Tx, actor: Actor, row: CaseRow, audience: Audience) {
  if (audience !== 'author' && audience !== 'staff') return null;
  const appeal = await appealOf(tx, row.id);
  if (!appeal) return null;
  const may = mayDecideAppeals(actor, row);
  return viewAppeal(tx, row, appeal, { may, reads: may || audience === 'author' });
}

/** An appeal as data; its words for those who read them. */
export async function viewAppeal(
  tx: Tx,
  row: AppealHome,
  appeal: AppealRow,
  who: { readonly may: boolean; readonly reads: boolean },
) {
  const { may } = who;
  const reads = who.reads && appeal.erased_at === null;
  const open = (column: string, sealed: string | null) =>
    reads && sealed
      ? tx.vault.open(
          row.data_key_id,
          { table: 'complaint_appeals', column, row: appeal.id },
          sealed,
        )
      : null;
  const notices = [];
  for (const entry of reads ? await appealEntriesOf(tx, appeal.id) : []) {
    if (entry.step !== 'extend') continue;
    const place = {
      table: 'complaint_appeal_entries',
      column: 'words_sealed',
      row: `${appeal.id}/${entry.seq}`,
    };
    const text = entry.words_sealed
      ? await tx.vault.open(row.data_key_id, place, entry.words_sealed)
      : null;
    notices.push({ at: entry.at, days: Number(entry.facts['days'] ?? 0), text });
  }
  return {
    /** Whether this reader decides about it: only they and the author see its words. */
    may,
    state: appeal.state,
    version: appeal.version,
    filedAt: appeal.filed_at,
    registrationNumber: appeal.registration_number,
    forwardedTo: appeal.forwarded_to,
    clocks: appeal.clocks,
    text: await open('text_sealed', appeal.text_sealed),
    surname: await open('surname_sealed', appeal.surname_sealed),
    address: await open('address_sealed', appeal.address_sealed),
    /** Extensions of the term, with what the author was told. */
    notices,
    answer: await open('answer_sealed', appeal.answer_sealed),
  };
}
