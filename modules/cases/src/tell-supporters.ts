import type { Tx } from '@otklik/kernel';
import { sendLetter, type CaseTemplate } from '@otklik/notices';
import type { Advanced } from './model/facts.ts';
import type { Move } from './model/moves.ts';
import type { CaseRow } from './store/cases.ts';
import { supportersToTell } from './store/supports.ts';
import { letterFacts } from './tell.ts';

/** Moves that supporters are written to about; their letters speak of a case they joined, not of their own. */
const TOLD: Readonly<Partial<Record<Move | 'open' | 'recount', CaseTemplate>>> = {
  'publish-answer': 'support-answered',
  'accept-interim': 'support-moved',
  'accept-extension': 'support-moved',
  'extend-again': 'support-moved',
  redirect: 'support-moved',
  reroute: 'support-moved',
  reopen: 'support-moved',
  withdraw: 'support-moved',
  'uphold-dispute': 'support-moved',
  'refuse-dispute': 'support-moved',
};

/** One letter to one supporter, with the supporter's own deadline. */
export async function tellSupporter(
  tx: Tx,
  row: CaseRow,
  support: { readonly person_id: string | null; readonly due_at: Date | null },
  template: CaseTemplate,
): Promise<void> {
  if (row.demo || support.person_id === null) return;
  const data = await letterFacts(tx, row, support.due_at, null);
  await sendLetter(tx, { contactId: support.person_id, template, data });
}

/** Letters of a move to everybody who said «me too», queued in its own transaction. */
export async function tellSupporters(tx: Tx, row: CaseRow, advanced: Advanced): Promise<void> {
  const template = TOLD[advanced.entry.move];
  if (!template || row.demo || row.supports_count === 0) return;
  const data = await letterFacts(tx, row, advanced.due.at, null);
  for (const { person_id } of await supportersToTell(tx, row.id))
    await sendLetter(tx, { contactId: person_id, template, data });
}
