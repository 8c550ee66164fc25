import type { Tx } from '@otklik/kernel';
import { sendLetter, type AccountChange } from '@otklik/notices';

/** A letter to the owner of an account about a change of it; who gave no address gets none. */
export const tellOfChange = (tx: Tx, personId: string, what: AccountChange): Promise<unknown> =>
  sendLetter(tx, {
    contactId: personId,
    template: 'account-changed',
    data: { what, path: '/my/security' },
  });
