import { dayOf, regionId, type CaseRow } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import './tables.ts';

/** What an author opens to the clinic: an address, a telephone, or both. */
export interface OpenedContact {
  readonly email?: string | undefined;
  readonly telephone?: string | undefined;
}

const place = (id: string) => ({ table: 'opened_contacts', column: 'contact_sealed', row: id });

const openIn = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('opened_contacts')
    .select(['id', 'contact_sealed', 'opened_at'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('closed_at', 'is', null);

/** Since when the clinic may reach the author; null while it may not. */
export const contactOpenSince = async (tx: Tx, caseId: string): Promise<Date | null> =>
  (await openIn(tx, caseId).executeTakeFirst())?.opened_at ?? null;

/** When the last contact was closed because the case went to others; null where that is not so. */
export async function contactMovedAt(tx: Tx, caseId: string): Promise<Date | null> {
  const last = await tx.db
    .selectFrom('opened_contacts')
    .select('closed_at')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    // Of one day the rows have no order: what was opened anew is said of no older one.
    .where('closed_because', '=', 'moved')
    .orderBy('closed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.closed_at ?? null;
}

/** The contact that is open; null while none is, and once the case's words are erased. */
export async function openContactOf(tx: Tx, row: CaseRow): Promise<OpenedContact | null> {
  const found = await openIn(tx, row.id).executeTakeFirst();
  if (!found?.contact_sealed) return null;
  const text = await tx.vault.open(row.data_key_id, place(found.id), found.contact_sealed);
  return text ? (JSON.parse(text) as OpenedContact) : null;
}

/** @returns whether one was open; its content is gone now */
export async function closeContactOf(tx: Tx, caseId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('opened_contacts')
    .set({ closed_at: dayOf(tx.now), contact_sealed: null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function insertContact(tx: Tx, row: CaseRow, contact: OpenedContact): Promise<void> {
  // Beside an author without an address no moment is kept; the day is enough for everybody.
  const opened_at = dayOf(tx.now);
  const id = newId(opened_at.getTime());
  await tx.db
    .updateTable('opened_contacts')
    .set({ closed_because: null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .where('closed_because', '=', 'moved')
    .execute();
  await tx.db
    .insertInto('opened_contacts')
    .values({
      region_id: regionId(tx),
      case_id: row.id,
      id,
      contact_sealed: await tx.vault.seal(row.data_key_id, place(id), JSON.stringify(contact)),
      opened_at,
      closed_at: null,
    })
    .execute();
}
