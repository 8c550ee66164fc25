import type { Selectable } from 'kysely';
import { AppError, newId, regionOf, type Tx } from '@otklik/kernel';
import type { ReferralDays } from '../model/clock.ts';
import type { Told } from '../model/telling.ts';
import type { ReferralTable } from './tables.ts';

/** What is sealed: which care, where, and the days. */
export interface ReferralFacts extends ReferralDays {
  readonly kind: string;
  readonly specialty: string | null;
  readonly clinicId: string | null;
}
type Row = Selectable<ReferralTable>;
export interface Referral {
  readonly id: string;
  readonly personId: string;
  readonly dataKeyId: string;
  readonly told: Told;
  /** Of the system that sent it; null: its owner typed it. */
  readonly toldHash: string | null;
  readonly createdAt: Date;
  readonly facts: ReferralFacts;
}
/** When the job opens it next, and by what that was found. */
export interface Look {
  readonly look_on: string | null;
  readonly reckoned_by: string;
}

/** @throws AppError internal: outside a region */
export function regionIn(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'no-region' });
  return region;
}

const OWN_max = 30;
const place = (row: string) => ({ table: 'referrals', column: 'content_sealed', row });
const rows = (tx: Tx) =>
  tx.db.selectFrom('referrals').selectAll().where('region_id', '=', regionIn(tx));

/** Opened referrals; what cannot be opened any more was erased. */
export async function openAll(tx: Tx, found: readonly Row[]): Promise<Referral[]> {
  await tx.vault.preload(found.map((row) => row.data_key_id));
  const opened: Referral[] = [];
  for (const row of found) {
    const text = await tx.vault.open(row.data_key_id, place(row.id), row.content_sealed);
    if (text === null) continue;
    opened.push({
      id: row.id,
      personId: row.person_id,
      dataKeyId: row.data_key_id,
      told: row.told,
      toldHash: row.told_hash,
      createdAt: row.created_at,
      facts: JSON.parse(text) as ReferralFacts,
    });
  }
  return opened;
}

/** Everything that somebody has noted, the youngest first. */
export const referralsOf = async (tx: Tx, personId: string): Promise<Referral[]> =>
  openAll(tx, await rows(tx).where('person_id', '=', personId).orderBy('id', 'desc').execute());

/** Somebody's own referral; null where it is another's, or none. */
export async function referralById(tx: Tx, personId: string, id: string): Promise<Referral | null> {
  const row = await rows(tx)
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? ((await openAll(tx, [row]))[0] ?? null) : null;
}

/** @throws AppError move-impossible (`too-many-referrals`) */
export async function addOwn(
  tx: Tx,
  personId: string,
  facts: ReferralFacts,
  rest: Look & { readonly told: Told; readonly told_hash: string | null },
): Promise<string> {
  const { n } = await tx.db
    .selectFrom('referrals')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  if (n >= OWN_max) throw new AppError('move-impossible', { reason: 'too-many-referrals' });
  const id = newId(tx.now.getTime());
  const key = await tx.vault.newKey();
  await tx.db
    .insertInto('referrals')
    .values({
      region_id: regionIn(tx),
      id,
      person_id: personId,
      data_key_id: key,
      content_sealed: await tx.vault.seal(key, place(id), JSON.stringify(facts)),
      created_at: tx.now,
      changed_at: tx.now,
      ...rest,
    })
    .execute();
  return id;
}

/** Writes changed facts under the same key, and when to look again. */
export async function writeFacts(
  tx: Tx,
  { id, dataKeyId }: Referral,
  facts: ReferralFacts,
  change: Look & { readonly told: Told },
): Promise<void> {
  const content_sealed = await tx.vault.seal(dataKeyId, place(id), JSON.stringify(facts));
  await setRow(tx, id, { content_sealed, changed_at: tx.now, ...change });
}

export const setRow = (
  tx: Tx,
  id: string,
  change: Partial<Pick<Row, 'content_sealed' | 'changed_at' | 'told' | 'look_on' | 'reckoned_by'>>,
): Promise<unknown> =>
  tx.db
    .updateTable('referrals')
    .set(change)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();

/** The rows go and their keys are destroyed, so that no copy of the database opens them. */
export async function removeRows(
  tx: Tx,
  gone: readonly { readonly id: string; readonly dataKeyId: string }[],
): Promise<void> {
  if (gone.length === 0) return;
  await tx.db
    .deleteFrom('referrals')
    .where('region_id', '=', regionIn(tx))
    .where(
      'id',
      'in',
      gone.map(({ id }) => id),
    )
    .execute();
  await tx.vault.destroyKeys(gone.map(({ dataKeyId }) => dataKeyId));
}

/** What a system sent under this name before. */
export async function sentBefore(tx: Tx, toldHash: string): Promise<Referral | null> {
  const row = await rows(tx).where('told_hash', '=', toldHash).forUpdate().executeTakeFirst();
  return row ? ((await openAll(tx, [row]))[0] ?? null) : null;
}

/** Its owner took it away: it does not come back when it is sent again. */
export async function takeAway(tx: Tx, { toldHash, personId }: Referral): Promise<void> {
  if (toldHash === null) return;
  await tx.db
    .insertInto('referrals_taken_away')
    .values({ region_id: regionIn(tx), told_hash: toldHash, person_id: personId })
    .execute();
}

export const isTakenAway = async (tx: Tx, toldHash: string): Promise<boolean> =>
  (await tx.db
    .selectFrom('referrals_taken_away')
    .select('told_hash')
    .where('region_id', '=', regionIn(tx))
    .where('told_hash', '=', toldHash)
    .executeTakeFirst()) !== undefined;

/** Referrals nobody has touched since, at most so many at once. */
export const untouchedSince = async (tx: Tx, before: Date, limit: number) =>
  (
    await rows(tx).where('changed_at', '<', before).orderBy('changed_at').limit(limit).execute()
  ).map(({ id, data_key_id }) => ({ id, dataKeyId: data_key_id }));

const due = (tx: Tx, today: string, reckonedBy: string) =>
  rows(tx)
    .where('look_on', 'is not', null)
    .where((is) => is.or([is('look_on', '<=', today), is('reckoned_by', '<>', reckonedBy)]));

export const isAnyDue = async (tx: Tx, today: string, reckonedBy: string): Promise<boolean> =>
  (await due(tx, today, reckonedBy).limit(1).executeTakeFirst()) !== undefined;

/** Referrals to look at now, held until the transaction ends. */
export const dueReferrals = async (tx: Tx, today: string, reckonedBy: string, limit: number) =>
  openAll(
    tx,
    await due(tx, today, reckonedBy)
      .orderBy('look_on')
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .execute(),
  );
