import { holdersOf } from '@otklik/accounts';
import type { Reach, Tx } from '@otklik/kernel';
import { accountOf } from '@otklik/named-staff';
import { sendLetter, type ThanksLetter, type ThanksTemplate } from '@otklik/notices';
import { clinicById } from '@otklik/registry';
import { changePerson, peopleOf } from './store/people.ts';
import type { ThanksRow } from './store/thanks.ts';

/** Where the person thanked reads and says whether they may be named; without language prefix. */
const OWN_PAGE = '/my/thanks';

async function lettersOf(tx: Tx, row: ThanksRow) {
  const clinic = await clinicById(tx, row.clinic_id);
  const facts = {
    number: row.number,
    clinicName: clinic.nameRu,
    ...(clinic.nameEn ? { clinicNameEn: clinic.nameEn } : {}),
  };
  return (
    template: ThanksTemplate,
    contactId: string,
    key: string,
    more: Partial<ThanksLetter> = {},
  ) =>
    sendLetter(tx, {
      contactId,
      template,
      key: `${template}:${row.id}:${key}`,
      data: { ...facts, path: `/thanks/${row.number}`, ...more },
    });
}

/**
 * Hands published thanks over: a letter to the account of each post, and one to the heads of the clinic. No
 * letter holds a word of the text. What was sent once is not sent again.
 */
export async function deliver(tx: Tx, row: ThanksRow): Promise<void> {
  if (row.demo || row.state !== 'published') return;
  const letter = await lettersOf(tx, row);
  for (const { row: person } of await peopleOf(tx, row)) {
    const account = person.post_id ? await accountOf(tx, person.post_id) : null;
    if (!account || person.consent !== 'not-asked') continue;
    await changePerson(tx, person, { consent: 'asked', asked_at: tx.now, delivered_at: tx.now });
    await letter('thanks-received', account.personId, person.post_id!, { path: OWN_PAGE });
  }
  const clinicSide: Reach[] = [
    { kind: 'clinic', id: row.clinic_id },
    ...(row.organisation_id ? [{ kind: 'organisation' as const, id: row.organisation_id }] : []),
  ];
  for (const contactId of await holdersOf(tx, 'head', clinicSide))
    await letter('thanks-for-head', contactId, contactId);
}

/** The author hears what a moderator decided, where there is an address. */
export async function tellAuthor(
  tx: Tx,
  row: ThanksRow,
  template: 'thanks-published' | 'thanks-refused',
  reasonCode?: string,
): Promise<void> {
  if (row.demo || !row.author_id) return;
  const letter = await lettersOf(tx, row);
  await letter(template, row.author_id, 'author', reasonCode ? { reasonCode } : {});
}
