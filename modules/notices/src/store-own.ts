import { regionOf, type Tx } from '@otklik/kernel';

/** A letter as its addressee may have it listed: which one and when, never a link of it. */
export interface OwnLetter {
  readonly template: string;
  readonly state: string;
  readonly at: Date;
}

/** The letters to one contact, newest first. */
export async function lettersOf(tx: Tx, contactId: string, limit: number): Promise<OwnLetter[]> {
  const rows = await tx.db
    .selectFrom('letters')
    .select(['template', 'state', 'created_at'])
    .where('region_id', '=', regionOf(tx.scope) ?? '')
    .where('contact_id', '=', contactId)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ created_at, ...row }) => ({ ...row, at: created_at }));
}
