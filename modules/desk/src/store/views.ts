import { json } from '@otklik/db';
import { regionId, type Queue } from '@otklik/cases';
import { AppError, newId, type Tx } from '@otklik/kernel';
import type { QueueFilters } from '../model/filters.ts';
import './tables.ts';

export const VIEWS_MAX = 20;
/** A deleted view can be brought back for a day. */
const KEPT_hours = 24;

const own = (tx: Tx, personId: string) =>
  tx.db
    .selectFrom('desk_views')
    .where('region_id', '=', regionId(tx))
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null);

/** A person's views, as they were made. */
export const viewsOf = (tx: Tx, personId: string) =>
  own(tx, personId)
    .select(['id', 'name', 'queue', 'filters', 'is_default'])
    .orderBy('slot')
    .execute();

/** The first of the twenty places that is free. @throws AppError invalid-input with `too-many-views` */
async function freeSlot(tx: Tx, personId: string): Promise<number> {
  const rows = await own(tx, personId).select('slot').execute();
  const taken = new Set(rows.map((row) => row.slot));
  for (let slot = 1; slot <= VIEWS_MAX; slot += 1) if (!taken.has(slot)) return slot;
  throw new AppError('invalid-input', { reason: 'too-many-views', maximum: VIEWS_MAX });
}

const notDefault = (tx: Tx, personId: string, queue: string) =>
  tx.db
    .updateTable('desk_views')
    .set({ is_default: false })
    .where('region_id', '=', regionId(tx))
    .where('person_id', '=', personId)
    .where('queue', '=', queue)
    .where('is_default', '=', true)
    .execute();

/** Keeps a view; gives its id. @throws AppError invalid-input with `too-many-views` */
export async function insertView(
  tx: Tx,
  personId: string,
  view: { name: string; queue: Queue; filters: QueueFilters; isDefault: boolean },
): Promise<string> {
  await sweepViews(tx, personId);
  if (view.isDefault) await notDefault(tx, personId, view.queue);
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('desk_views')
    .values({
      region_id: regionId(tx),
      id,
      person_id: personId,
      slot: await freeSlot(tx, personId),
      name: view.name,
      queue: view.queue,
      filters: json(view.filters),
      is_default: view.isDefault,
      created_at: tx.now,
      deleted_at: null,
    })
    .execute();
  return id;
}

const sweepViews = (tx: Tx, personId: string) =>
  tx.db
    .deleteFrom('desk_views')
    .where('region_id', '=', regionId(tx))
    .where('person_id', '=', personId)
    .where('deleted_at', '<', new Date(tx.now.getTime() - KEPT_hours * 3_600_000))
    .execute();

/** @throws AppError not-found for a view of somebody else */
export async function setDefault(
  tx: Tx,
  personId: string,
  viewId: string,
  isDefault: boolean,
): Promise<void> {
  const view = await own(tx, personId).select('queue').where('id', '=', viewId).executeTakeFirst();
  if (!view) throw new AppError('not-found', { kind: 'view' });
  await notDefault(tx, personId, view.queue);
  if (!isDefault) return;
  await tx.db
    .updateTable('desk_views')
    .set({ is_default: true })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', viewId)
    .execute();
}

/** @throws AppError not-found for a view of somebody else */
export async function deleteView(tx: Tx, personId: string, viewId: string): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_views')
    .set({ deleted_at: tx.now, is_default: false })
    .where('region_id', '=', regionId(tx))
    .where('person_id', '=', personId)
    .where('id', '=', viewId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not-found', { kind: 'view' });
}

/** Brings a deleted view back, at a free place. @throws AppError invalid-input with `too-many-views` */
export async function restoreView(tx: Tx, viewId: string, personId: string): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_views')
    .set({ deleted_at: null, slot: await freeSlot(tx, personId) })
    .where('region_id', '=', regionId(tx))
    .where('person_id', '=', personId)
    .where('id', '=', viewId)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not-found', { kind: 'view' });
}
