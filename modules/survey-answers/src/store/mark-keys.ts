import { randomUUID } from 'node:crypto';
import { newSealPair, type KeyPort, type Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { daysLater, quarterOf } from '../model/windows.ts';
import { countLost } from './set-aside.ts';
import { regionIn } from './tables.ts';

/** Marks that find no company for so long are given up: sealed parts that nobody may read for ever. */
const MARKS_WAIT_days = 400;

/** Makes the key of a quarter where there is none. */
export async function markKeyOf(tx: Tx, keys: KeyPort, quarter: string) {
  const region_id = regionIn(tx);
  const find = () =>
    tx.db
      .selectFrom('doctor_mark_keys')
      .select(['id', 'public_key'])
      .where('region_id', '=', region_id)
      .where('quarter', '=', quarter)
      .executeTakeFirst();
  const known = await find();
  if (known) return known;
  const { publicKey, privateKey } = newSealPair();
  const { kekId, wrapped } = keys.wrap(privateKey);
  const row = { id: randomUUID() as string, public_key: Buffer.from(publicKey) };
  await tx.db
    .insertInto('doctor_mark_keys')
    .values({ region_id, ...row, quarter, kek_id: kekId, wrapped })
    .onConflict((conflict) => conflict.columns(['region_id', 'quarter']).doNothing())
    .execute();
  return (await find())!;
}

/** Marks of quarters that are over for the term go unread, and are counted as lost. */
export async function dropOldMarks(tx: Tx, today: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from waiting_doctor_marks m using doctor_mark_keys k
    where m.region_id = ${regionIn(tx)} and k.region_id = m.region_id and k.id = m.key_id
      and k.quarter < ${quarterOf(daysLater(today, -MARKS_WAIT_days))}
    returning m.id`.execute(tx.db);
  if (rows.length > 0) await countLost(tx, 'mark', today, new Map([['no-company', rows.length]]));
}

/** Keys of quarters that are over and of which nothing waits any more are gone for good. */
export async function destroyOldMarkKeys(tx: Tx, today: string): Promise<void> {
  await sql`update doctor_mark_keys as k set wrapped = null, destroyed_on = ${today}
    where region_id = ${regionIn(tx)} and wrapped is not null and quarter < ${quarterOf(today)}
      and not exists (select 1 from waiting_doctor_marks m
        where m.region_id = k.region_id and m.key_id = k.id
          and (m.set_aside is null or m.set_aside = 'key-absent'))`.execute(tx.db);
}
