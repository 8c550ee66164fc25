import { regionId, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { Insertable } from 'kysely';
import type { ContactOf } from '../model.ts';
import './tables.ts';
import type { CaseAssistanceTable } from './tables.ts';

const contactPlace = (caseId: string) => ({
  table: 'case_assistance',
  column: 'contact_sealed',
  row: caseId,
});

const sealedContact = (
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'data_key_id'>,
  contact: ContactOf,
): Promise<string> => tx.vault.seal(row.data_key_id, contactPlace(row.id), JSON.stringify(contact));

type Fresh = Omit<Insertable<CaseAssistanceTable>, 'region_id' | 'case_id' | 'contact_sealed'>;

/** Keeps who took a message and how its author hears of it; the contact sealed under the case's key. */
export async function insertAssistance(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'data_key_id'>,
  fresh: Fresh,
  contact: ContactOf | null,
): Promise<void> {
  const contact_sealed = contact && (await sealedContact(tx, row, contact));
  await tx.db
    .insertInto('case_assistance')
    .values({ region_id: regionId(tx), case_id: row.id, ...fresh, contact_sealed })
    .execute();
}

/** Says whom to call or write to, sealed under the case's key. */
export async function setContact(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'data_key_id'>,
  contact: ContactOf,
): Promise<void> {
  await tx.db
    .updateTable('case_assistance')
    .set({ contact_sealed: await sealedContact(tx, row, contact) })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .execute();
}

/** How a case was taken; nothing for one that its author filed alone. */
export const assistanceOf = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('case_assistance')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .executeTakeFirst();

/** Whom to call or write to; null once that was forgotten. */
export async function openContact(
  tx: Tx,
  row: {
    readonly case_id: string;
    readonly data_key_id: string;
    readonly contact_sealed: string | null;
  },
): Promise<ContactOf | null> {
  if (row.contact_sealed === null) return null;
  const words = await tx.vault.open(row.data_key_id, contactPlace(row.case_id), row.contact_sealed);
  return words === null ? null : (JSON.parse(words) as ContactOf);
}
