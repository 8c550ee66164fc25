import type { Tx } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { personOfEmail } from './store/people.ts';

/** Who is asked at the address of somebody signed in; null when nobody is. */
export async function askedPerson(tx: Tx, contactId: string): Promise<string | null> {
  const known = await addressOf(tx, contactId);
  return known ? personOfEmail(tx, known.email) : null;
}
