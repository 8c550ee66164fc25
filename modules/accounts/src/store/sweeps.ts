import type { Swept, Tx } from '@otklik/kernel';
import { regionIn } from './tables.ts';

/** Spent or late links; a link is nobody's document, so no hold keeps it. */
export async function sweepLinks(tx: Tx, before: Date): Promise<Swept> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('sign_in_links')
    .where('region_id', '=', regionIn(tx))
    .where('created_at', '<', before)
    .where('expires_at', '<', tx.now)
    .executeTakeFirst();
  return { removed: Number(numDeletedRows), held: 0, more: false };
}

export async function sweepEndedSessions(
  tx: Tx,
  before: Date,
  held: readonly string[],
): Promise<Swept> {
  const due = await tx.db
    .selectFrom('sessions')
    .select(['id', 'person_id'])
    .where('region_id', '=', regionIn(tx))
    .where((eb) => eb.or([eb('ended_at', '<', before), eb('expires_at', '<', before)]))
    .execute();
  const free = due.filter((row) => !held.includes(row.person_id));
  if (free.length > 0)
    await tx.db
      .deleteFrom('sessions')
      .where('region_id', '=', regionIn(tx))
      .where((eb) => eb('id', '=', eb.fn.any(eb.val(free.map((row) => row.id)))))
      .execute();
  return { removed: free.length, held: due.length - free.length, more: false };
}

export async function sweepEndedInvitations(
  tx: Tx,
  before: Date,
  held: readonly string[],
): Promise<Swept> {
  const due = await tx.db
    .selectFrom('invitations')
    .select(['id', 'contact_id'])
    .where('region_id', '=', regionIn(tx))
    .where((eb) =>
      eb.or([
        eb('accepted_at', '<', before),
        eb('revoked_at', '<', before),
        eb('expires_at', '<', before),
      ]),
    )
    .execute();
  const free = due.filter((row) => !held.includes(row.contact_id));
  if (free.length > 0)
    await tx.db
      .deleteFrom('invitations')
      .where('region_id', '=', regionIn(tx))
      .where((eb) => eb('id', '=', eb.fn.any(eb.val(free.map((row) => row.id)))))
      .execute();
  return { removed: free.length, held: due.length - free.length, more: false };
}
