import type { KeyPort, Tx } from '@otklik/kernel';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { regionIn, type OpenPointTable } from './tables.ts';

export type Point = Selectable<OpenPointTable>;

const points = (tx: Tx) =>
  tx.db.selectFrom('open_points').selectAll().where('region_id', '=', regionIn(tx));

export const insertPoint = async (
  tx: Tx,
  point: Omit<Insertable<OpenPointTable>, 'region_id'>,
): Promise<void> => {
  await tx.db
    .insertInto('open_points')
    .values({ region_id: regionIn(tx), ...point })
    .execute();
};

export const changePoint = async (
  tx: Tx,
  id: string,
  change: Updateable<OpenPointTable>,
): Promise<void> => {
  await tx.db
    .updateTable('open_points')
    .set(change)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
};

/** Held until the transaction ends. */
export const lockPoint = (tx: Tx, id: string): Promise<Point | undefined> =>
  points(tx).where('id', '=', id).forUpdate().executeTakeFirst();

export const findPoint = (tx: Tx, id: string): Promise<Point | undefined> =>
  points(tx).where('id', '=', id).executeTakeFirst();

export const pointsAt = (tx: Tx, placeIds: readonly string[]): Promise<Point[]> =>
  placeIds.length === 0
    ? Promise.resolve([])
    : points(tx)
        .where('place_id', 'in', placeIds)
        .orderBy('place_id')
        .orderBy('kind')
        .orderBy('valid_from', 'desc')
        .orderBy('id')
        .limit(500)
        .execute();

export const posterOf = (tx: Tx, code: string): Promise<Point | undefined> =>
  points(tx).where('code', '=', code).where('kind', '=', 'poster').executeTakeFirst();

export const enrolHash = (keys: KeyPort, code: string): string =>
  keys.hash('survey-tablet-enrolment', code);
export const deviceHash = (keys: KeyPort, device: string): string =>
  keys.hash('survey-tablet', device);

/** The tablet that may be made known by this code, held until the transaction ends. */
export const lockEnrolment = (tx: Tx, hash: string, today: string): Promise<Point | undefined> =>
  points(tx)
    .where('enrol_hash', '=', hash)
    .where('enrol_until', '>=', today)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();

export const tabletOf = (tx: Tx, hash: string): Promise<Point | undefined> =>
  points(tx).where('device_hash', '=', hash).where('kind', '=', 'tablet').executeTakeFirst();
