import { json, type Place } from '@otklik/db';
import { AppError, newId, type Tx } from '@otklik/kernel';
import { ATTEMPTS_MAX, LEASE_ms, pauseAfter, type LetterState } from './model.ts';
import { markBounced, regionIn } from './store-contacts.ts';
import type { TemplateData, TemplateName } from './templates.ts';

const JOB = 'notices.deliver-letter';
const secretPlace = (id: string): Place => ({ table: 'letters', column: 'secret_sealed', row: id });

const enqueue = (tx: Tx, letterId: string, runAt?: Date): Promise<void> =>
  tx.enqueue(
    JOB,
    { region: regionIn(tx), letterId },
    { key: `letter:${letterId}`, ...(runAt ? { runAt } : {}) },
  );

export interface LetterOrder<T extends TemplateName> {
  readonly contactId: string;
  readonly template: T;
  /** Public facts and codes only; see `TemplateData`. */
  readonly data: TemplateData[T];
  /** The path behind the button when it holds a token, with a leading slash and without language. */
  readonly secret?: string;
  /** Two orders of one key in a region are one letter. */
  readonly key?: string;
}

/**
 * Puts a letter into the outbox of this transaction and its delivery into the queue.
 *
 * @returns the letter's id, or null when a letter of that key was ordered before
 * @throws AppError unknown-reference for a contact that is not there
 */
export async function sendLetter<T extends TemplateName>(
  tx: Tx,
  order: LetterOrder<T>,
): Promise<string | null> {
  const region = regionIn(tx);
  const id = newId(tx.now.getTime());
  const contact = await tx.db
    .selectFrom('contacts')
    .select('data_key_id')
    .where('region_id', '=', region)
    .where('id', '=', order.contactId)
    .executeTakeFirst();
  if (!contact) throw new AppError('unknown-reference', { what: 'contact' });
  const made = await tx.db
    .insertInto('letters')
    .values({
      region_id: region,
      id,
      contact_id: order.contactId,
      template: order.template,
      data: json(order.data),
      secret_sealed: order.secret
        ? await tx.vault.seal(contact.data_key_id, secretPlace(id), order.secret)
        : null,
      dedupe_key: order.key ?? null,
      state: 'queued',
      attempts: 0,
      lease_until: null,
      fence: 0,
      created_at: tx.now,
      sent_at: null,
    })
    .onConflict((conflict) => conflict.columns(['region_id', 'dedupe_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return null;
  await enqueue(tx, id);
  return id;
}

/**
 * Takes a letter for delivery: only one that waits, or whose last worker's lease ran out.
 * A rescue is queued for the end of the lease, in case this worker dies.
 *
 * @returns null when there is nothing to take
 */
export async function leaseLetter(tx: Tx, id: string) {
  const region = regionIn(tx);
  const leaseUntil = new Date(tx.now.getTime() + LEASE_ms);
  const letter = await tx.db
    .updateTable('letters')
    .set((eb) => ({
      state: 'sending',
      lease_until: leaseUntil,
      fence: eb('fence', '+', 1),
      attempts: eb('attempts', '+', 1),
    }))
    .where('region_id', '=', region)
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'queued'),
        eb.and([eb('state', '=', 'sending'), eb('lease_until', '<=', tx.now)]),
      ]),
    )
    .returning(['contact_id', 'template', 'data', 'secret_sealed', 'fence', 'attempts'])
    .executeTakeFirst();
  if (!letter) return null;
  await enqueue(tx, id, leaseUntil);
  const contact = await tx.db
    .selectFrom('contacts')
    .select('data_key_id')
    .where('region_id', '=', region)
    .where('id', '=', letter.contact_id)
    .executeTakeFirstOrThrow();
  const secret = letter.secret_sealed
    ? await tx.vault.open(contact.data_key_id, secretPlace(id), letter.secret_sealed)
    : null;
  return { ...letter, secret };
}

/** `bounced`: refused for good because of its address. */
export type Delivery = 'sent' | 'bounced' | 'refused' | 'postponed';

function stateAfter(delivery: Delivery, attempts: number): LetterState {
  if (delivery === 'sent') return 'sent';
  if (delivery !== 'postponed') return 'failed';
  return attempts >= ATTEMPTS_MAX ? 'given-up' : 'queued';
}

/**
 * Writes what became of a leased letter. A stale fence changes nothing: somebody else has the letter.
 *
 * @returns the state now, or null for a stale fence
 */
export async function settleLetter(
  tx: Tx,
  facts: { readonly id: string; readonly fence: number; readonly delivery: Delivery },
): Promise<LetterState | null> {
  const mine = await tx.db
    .selectFrom('letters')
    .select(['attempts', 'contact_id'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', facts.id)
    .where('state', '=', 'sending')
    .where('fence', '=', facts.fence)
    .forUpdate()
    .executeTakeFirst();
  if (!mine) return null;
  const state = stateAfter(facts.delivery, mine.attempts);
  await tx.db
    .updateTable('letters')
    .set({
      state,
      lease_until: null,
      ...(state === 'sent' ? { sent_at: tx.now } : {}),
      ...(state === 'queued' ? {} : { secret_sealed: null }),
    })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', facts.id)
    .execute();
  if (facts.delivery === 'bounced') await markBounced(tx, mine.contact_id);
  if (state === 'queued')
    await enqueue(tx, facts.id, new Date(tx.now.getTime() + pauseAfter(mine.attempts)));
  return state;
}

/** Letters that are not on their way yet, and since when the oldest of them waits. */
export async function waitingLetters(
  tx: Tx,
): Promise<{ unsent: number; oldestSince: Date | null }> {
  const row = await tx.db
    .selectFrom('letters')
    .select((eb) => [
      eb.fn.countAll<number>().as('unsent'),
      eb.fn.min('created_at').as('oldestSince'),
    ])
    .where('region_id', '=', regionIn(tx))
    .where('state', 'in', ['queued', 'sending'])
    .executeTakeFirstOrThrow();
  return { unsent: row.unsent, oldestSince: row.oldestSince ?? null };
}
