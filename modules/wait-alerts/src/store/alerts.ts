import type { Selectable } from 'kysely';
import { AppError, newId, regionOf, type Tx } from '@otklik/kernel';
import type { WaitAlertTable } from './tables.ts';

export type AlertRow = Selectable<WaitAlertTable>;
const DAY_ms = 86_400_000;
/** Letters that ask, to one address in a day: somebody may type the address of another. */
const ASKED_a_day_max = 5;
const ACTIVE_max = 20;
/** How long the link of the letter that asks is good. */
export const ASK_LIFE_h = 48;
export const LINK_PURPOSE = 'wait-alert';

/** @throws AppError internal: outside a region */
export function regionIn(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'no-region' });
  return region;
}

const own = (tx: Tx) =>
  tx.db.selectFrom('wait_alerts').selectAll().where('region_id', '=', regionIn(tx));

export const alertById = async (tx: Tx, id: string): Promise<AlertRow | null> =>
  (await own(tx).where('id', '=', id).executeTakeFirst()) ?? null;

/** @throws AppError too-many-requests: it counts what was asked and says nothing of what is known */
export async function refuseFlood(tx: Tx, contactId: string): Promise<void> {
  const { n } = await tx.db
    .selectFrom('wait_alerts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', contactId)
    .where('created_at', '>', new Date(tx.now.getTime() - DAY_ms))
    .executeTakeFirstOrThrow();
  if (n >= ASKED_a_day_max) throw new AppError('too-many-requests', { retryAfter_s: 86_400 });
}

export type NewAlert = Pick<
  AlertRow,
  | 'contact_id'
  | 'specialty'
  | 'clinic_id'
  | 'place'
  | 'before_day'
  | 'notice_h'
  | 'locale'
  | 'token_hash'
>;

export async function addAlert(tx: Tx, alert: NewAlert): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('wait_alerts')
    .values({ region_id: regionIn(tx), id, state: 'asked', created_at: tx.now, ...alert })
    .execute();
  return id;
}

/** @throws AppError link-expired for a link that is unknown or old: both sound alike */
export async function alertByToken(tx: Tx, tokenHash: string): Promise<AlertRow> {
  const row = await own(tx)
    .where('token_hash', '=', tokenHash)
    .where('created_at', '>', new Date(tx.now.getTime() - ASK_LIFE_h * 3_600_000))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('link-expired');
  return row;
}

/** Begins an alert, once. @throws AppError move-impossible when the address has too many */
export async function begin(tx: Tx, alert: AlertRow): Promise<void> {
  if (alert.state !== 'asked') return;
  const { n } = await tx.db
    .selectFrom('wait_alerts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', alert.contact_id)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  if (n >= ACTIVE_max) throw new AppError('move-impossible', { reason: 'too-many-alerts' });
  await set(tx, alert.id, { state: 'active' });
}

export const set = (
  tx: Tx,
  id: string,
  change: Partial<Pick<AlertRow, 'state' | 'looked_at' | 'settled_at'>>,
): Promise<unknown> =>
  tx.db
    .updateTable('wait_alerts')
    .set(change)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
