import type { Tx } from '@otklik/kernel';
import { sendLetter, type CaseTemplate } from '@otklik/notices';
import type { Advanced } from './model/facts.ts';
import type { Move } from './model/moves.ts';
import type { SUPPORT_LETTERS } from './schema-companions.ts';
import { regionId, type CaseRow } from './store/cases.ts';
import { supportersToTell } from './store/supports.ts';
import { letterFacts } from './tell.ts';

/** The job that writes to those who joined a case, a page of them at a time. */
export const TELL_SUPPORTERS = 'cases.tell-supporters';
const PAGE_ROWS = 200;

type SupportLetter = (typeof SUPPORT_LETTERS)[number] & CaseTemplate;

/** Moves that supporters are written to about. */
const TOLD: Readonly<Partial<Record<Move | 'open' | 'recount', SupportLetter>>> = {
  'publish-answer': 'support-answered',
  'accept-interim': 'support-moved',
  'accept-extension': 'support-moved',
  'extend-again': 'support-moved',
  redirect: 'support-moved',
  'refuse-redirect': 'support-moved',
  reroute: 'support-moved',
  reopen: 'support-moved',
  'uphold-dispute': 'support-moved',
  'refuse-dispute': 'support-moved',
  withdraw: 'support-gone',
  retract: 'support-gone',
  erase: 'support-gone',
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

/** Asks for letters to everybody who joined: one job, however many they are. */
export async function callSupporters(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'demo' | 'supports_count'>,
  template: SupportLetter,
): Promise<void> {
  if (row.demo || row.supports_count === 0) return;
  await tx.enqueue(TELL_SUPPORTERS, { region: regionId(tx), case: row.id, template });
}

/** Letters of a move to everybody who said «me too», asked for in its own transaction. */
export async function tellSupporters(tx: Tx, row: CaseRow, advanced: Advanced): Promise<void> {
  const template = TOLD[advanced.entry.move];
  if (template) await callSupporters(tx, row, template);
}

/**
 * Letters to one page of those who joined; the next page is asked for in the same transaction, so nobody is
 * written to twice.
 * @returns how many letters were queued
 */
export async function tellPage(
  tx: Tx,
  row: CaseRow,
  template: SupportLetter,
  after: string | undefined,
  page_rows = PAGE_ROWS,
): Promise<number> {
  if (row.demo) return 0;
  const page = await supportersToTell(tx, row.id, after, page_rows);
  const facts = await letterFacts(tx, row, row.due_at, null);
  // A case that is gone has no page to lead to.
  const data = template === 'support-gone' ? { ...facts, path: '/my' } : facts;
  for (const { person_id } of page) await sendLetter(tx, { contactId: person_id, template, data });
  if (page.length === page_rows)
    await tx.enqueue(TELL_SUPPORTERS, {
      region: regionId(tx),
      case: row.id,
      template,
      after: page.at(-1)!.id,
    });
  return page.length;
}
