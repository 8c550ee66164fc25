import { holdersOf } from '@otklik/accounts';
import { letterFacts, readCase, type CaseRow } from '@otklik/cases';
import type { Reach, Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { isWithClinic } from './model.ts';
import { accountOf } from './store/accounts.ts';
import { currentLinks, markTold, untoldOfPost, type LinkRow } from './store/links.ts';
import { explainBy } from './term.ts';

/** Where the person named signs in to read and to explain; without language prefix. */
const OWN_PAGE = '/my/named';

/** @returns whether it is the head's to tell, for want of an account */
async function tellOne(tx: Tx, row: CaseRow, link: LinkRow): Promise<boolean> {
  if (!link.post_id || link.told_at !== null || !isWithClinic(row, link.clinic_id)) return false;
  const account = await accountOf(tx, link.post_id);
  if (!account) return true;
  const until = await explainBy(tx, row);
  if (!(await markTold(tx, link, 'letter', until)) || row.demo) return false;
  const data = { ...(await letterFacts(tx, row, until, null)), path: OWN_PAGE };
  await sendLetter(tx, { contactId: account.personId, template: 'named-told', data });
  return false;
}

/** One letter to each head of the clinic, whether one person waits to be told or several. */
async function askHeads(tx: Tx, row: CaseRow): Promise<void> {
  if (row.demo) return;
  const clinicSide: Reach[] = [
    { kind: 'clinic', id: row.clinic_id },
    ...(row.organisation_id ? [{ kind: 'organisation' as const, id: row.organisation_id }] : []),
  ];
  const facts = await letterFacts(tx, row, await explainBy(tx, row), null);
  const data = { ...facts, path: `/desk/cases/${row.number}` };
  for (const contactId of await holdersOf(tx, 'head', clinicSide))
    await sendLetter(tx, { contactId, template: 'named-to-tell', data });
}

/**
 * Tells everybody named in a message that is with the clinic, each once: a letter to the account tied to the
 * post, else the task for the head of the clinic. No letter says who is named or what the message says.
 * Without a settled link, or before publication, nothing happens.
 *
 * @param person the one whom a moderator has just settled; everybody when absent
 */
export async function tellNamed(tx: Tx, caseId: string, person?: number): Promise<void> {
  const links = await currentLinks(tx, caseId);
  const row = await readCase(tx, { id: caseId });
  let isLeft = false;
  for (const link of links)
    if ((person ?? link.person) === link.person && (await tellOne(tx, row, link))) isLeft = true;
  if (isLeft) await askHeads(tx, row);
}

/** Everybody who waited to be told gets the letter, now that there is an account. */
export async function tellWaiting(tx: Tx, postId: string): Promise<void> {
  for (const link of await untoldOfPost(tx, postId))
    await tellOne(tx, await readCase(tx, { id: link.case_id }), link);
}
