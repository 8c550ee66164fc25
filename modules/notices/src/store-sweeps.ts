import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { forgetContact, regionIn } from './store-contacts.ts';

const BATCH_ROWS = 1000;

/**
 * Forgets addresses that nobody ever confirmed. What points at the contact keeps its id and loses the address.
 */
export async function forgetUnconfirmed(tx: Tx, before: Date, heldPersons: readonly string[]) {
  const due = await tx.db
    .selectFrom('contacts')
    .select('id')
    .where('region_id', '=', regionIn(tx))
    .where('confirmed_at', 'is', null)
    .where('email_index', 'is not', null)
    .where('created_at', '<', before)
    // An address that was typed again lately waits for its new link.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('letters')
            .select('letters.id')
            .whereRef('letters.region_id', '=', 'contacts.region_id')
            .whereRef('letters.contact_id', '=', 'contacts.id')
            .where('letters.created_at', '>=', before),
        ),
      ),
    )
    .orderBy('created_at')
    .limit(BATCH_ROWS + heldPersons.length)
    .execute();
  const free = due.filter(({ id }) => !heldPersons.includes(id)).slice(0, BATCH_ROWS);
  for (const { id } of free) await forgetContact(tx, id);
  const held = due.length - due.filter(({ id }) => !heldPersons.includes(id)).length;
  return { removed: free.length, held, more: free.length === BATCH_ROWS };
}

/** Empties what letters said, once they are through; who got which kind of letter when stays. */
export async function emptyLetters(tx: Tx, before: Date, heldPersons: readonly string[]) {
  const empty = sql<boolean>`data = '{}'::jsonb`;
  const due = tx.db
    .selectFrom('letters')
    .where('region_id', '=', regionIn(tx))
    .where('created_at', '<', before)
    .where('state', 'in', ['sent', 'failed', 'given-up'])
    .where((eb) => eb.not(empty));
  const held =
    heldPersons.length === 0
      ? { count: 0 }
      : await due
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('contact_id', 'in', heldPersons)
          .executeTakeFirstOrThrow();
  const ids = await due
    .select('id')
    .$if(heldPersons.length > 0, (query) => query.where('contact_id', 'not in', heldPersons))
    .orderBy('created_at')
    .limit(BATCH_ROWS)
    .execute();
  if (ids.length > 0)
    await tx.db
      .updateTable('letters')
      .set({ data: '{}' })
      .where('region_id', '=', regionIn(tx))
      .where(
        'id',
        'in',
        ids.map(({ id }) => id),
      )
      .execute();
  return { removed: ids.length, held: held.count, more: ids.length === BATCH_ROWS };
}

/** Everything this module holds of a contact becomes unreadable; its rows stay without content. */
export async function eraseContactData(tx: Tx, id: string): Promise<void> {
  await forgetContact(tx, id);
  await tx.db
    .updateTable('letters')
    .set((eb) => ({
      data: '{}',
      secret_sealed: null,
      // Nobody is left to write to.
      state: eb
        .case()
        .when('state', 'in', ['queued', 'sending'])
        .then('failed' as const)
        .else(eb.ref('state'))
        .end(),
    }))
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', id)
    .execute();
}
