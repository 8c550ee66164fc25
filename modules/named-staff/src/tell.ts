import { holdersOf } from '@otklik/accounts';
import { letterFacts, readCase, type CaseRow } from '@otklik/cases';
import type { Reach, Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { isWithClinic } from './model.ts';
import { accountOf } from './store/accounts.ts';
import { currentLink, markTold, untoldOfPost, type LinkRow } from './store/links.ts';
import { explainBy } from './term.ts';

/** Where the person named signs in to read and to explain; without language prefix. */
const OWN_PAGE = '/my/named';

async function tell(tx: Tx, row: CaseRow, link: LinkRow): Promise<void> {
  if (!link.post_id || link.told_at !== null || !isWithClinic(row, link.clinic_id)) return;
  const account = await accountOf(tx, link.post_id);
  const until = await explainBy(tx, row);
  const facts = await letterFacts(tx, row, until, null);
  if (account) {
    if (!(await markTold(tx, link, 'letter', until)) || row.demo) return;
    const data = { ...facts, path: OWN_PAGE };
    await sendLetter(tx, { contactId: account.personId, template: 'named-told', data });
    return;
  }
  if (row.demo) return;
  const clinicSide: Reach[] = [
    { kind: 'clinic', id: row.clinic_id },
    ...(row.organisation_id ? [{ kind: 'organisation' as const, id: row.organisation_id }] : []),
  ];
  const data = { ...facts, path: `/desk/cases/${row.number}` };
  for (const contactId of await holdersOf(tx, 'head', clinicSide))
    await sendLetter(tx, { contactId, template: 'named-to-tell', data });
}

/**
 * Tells the person named in a message that is with the clinic, once: a letter to the account tied to the
 * post, else the task for the head of the clinic. No letter says who is named or what the message says.
 * Without a settled link, or before publication, nothing happens.
 */
export async function tellNamed(tx: Tx, caseId: string): Promise<void> {
  const link = await currentLink(tx, caseId);
  if (link) await tell(tx, await readCase(tx, { id: caseId }), link);
}

/** Everybody who waited to be told gets the letter, now that there is an account. */
export async function tellWaiting(tx: Tx, postId: string): Promise<void> {
  for (const link of await untoldOfPost(tx, postId))
    await tell(tx, await readCase(tx, { id: link.case_id }), link);
}
