import type { KeyPort, Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { halfOf, SET_ASIDE_days, type HalfKey, type Unopened } from '../model/unopened.ts';
import { daysLater } from '../model/windows.ts';
import { regionIn } from './tables.ts';

declare module '@otklik/db' {
  interface Tables {
    survey_losses: {
      region_id: string;
      day: string;
      kind: 'answer' | 'mark';
      because: string;
      n: number;
    };
  }
}

/** Which keys open what waits: of the days' boxes or of doctors' marks. */
const STORES = {
  answer: { boxes: 'waiting_answers', keys: 'answer_batch_keys', column: 'batch_key_id' },
  mark: { boxes: 'waiting_doctor_marks', keys: 'doctor_mark_keys', column: 'key_id' },
} as const;
export type Kind = keyof typeof STORES;

/** The private halves of these keys, each with why it cannot be had where it cannot. */
export async function privateHalves(
  tx: Tx,
  keys: KeyPort,
  kind: Kind,
  ids: readonly string[],
): Promise<Map<string, HalfKey>> {
  const rows = await tx.db
    .selectFrom(STORES[kind].keys)
    .select(['id', 'kek_id', 'wrapped'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  const found = new Map(
    rows.map(({ id, kek_id, wrapped }) => [
      id,
      halfOf(wrapped, () => keys.unwrap(kek_id, wrapped!)),
    ]),
  );
  return new Map(ids.map((id) => [id, found.get(id) ?? 'key-destroyed']));
}

/** Marks boxes that do not open: they hold up nothing any more. */
export async function setAside(
  tx: Tx,
  kind: Kind,
  today: string,
  unopened: ReadonlyMap<string, Unopened>,
): Promise<void> {
  for (const [because, of] of Map.groupBy(unopened, ([, why]) => why))
    await tx.db
      .updateTable(STORES[kind].boxes)
      .set({ set_aside: because, set_aside_on: today })
      .where('region_id', '=', regionIn(tx))
      .where('id', '=', sql<string>`any(${of.map(([id]) => id)}::uuid[])`)
      .execute();
}

/** Boxes whose key was not here and is here again take part anew. */
export async function takeUpAgain(tx: Tx, keys: KeyPort, kind: Kind): Promise<void> {
  const { boxes, column } = STORES[kind];
  const { rows } = await sql<{ id: string }>`
    select distinct ${sql.ref(column)} as id from ${sql.table(boxes)}
    where region_id = ${regionIn(tx)} and set_aside = 'key-absent'`.execute(tx.db);
  if (rows.length === 0) return;
  const halves = await privateHalves(
    tx,
    keys,
    kind,
    rows.map(({ id }) => id),
  );
  const here = [...halves].filter(([, half]) => typeof half !== 'string').map(([id]) => id);
  if (here.length === 0) return;
  await sql`update ${sql.table(boxes)} set set_aside = null, set_aside_on = null
    where region_id = ${regionIn(tx)} and set_aside = 'key-absent'
      and ${sql.ref(column)} = any(${here}::uuid[])`.execute(tx.db);
}

/** Adds to what was lost for good. */
export async function countLost(
  tx: Tx,
  kind: Kind,
  today: string,
  lost: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [because, n] of lost)
    await tx.db
      .insertInto('survey_losses')
      .values({ region_id: regionIn(tx), day: today, kind, because, n })
      .onConflict((on) =>
        on
          .columns(['region_id', 'day', 'kind', 'because'])
          .doUpdateSet({ n: sql<number>`survey_losses.n + excluded.n` }),
      )
      .execute();
}

/** Boxes that nothing opened for the term go, and are counted as lost. */
export async function dropUnopened(tx: Tx, kind: Kind, today: string): Promise<void> {
  const { rows } = await sql<{ set_aside: string }>`
    delete from ${sql.table(STORES[kind].boxes)} where region_id = ${regionIn(tx)}
      and set_aside is not null and set_aside_on < ${daysLater(today, -SET_ASIDE_days)}
    returning set_aside`.execute(tx.db);
  const lost = Map.groupBy(rows, ({ set_aside }) => set_aside);
  await countLost(tx, kind, today, new Map([...lost].map(([why, all]) => [why, all.length])));
}

export interface SetAside {
  readonly kind: Kind;
  readonly because: Unopened;
  readonly n: number;
  /** `YYYY-MM-DD` of the first of them. */
  readonly since: string;
}

/** How many boxes are set aside now; as the answers' role. No place: one box would be somebody's visit. */
export async function setAsideNow(tx: Tx): Promise<SetAside[]> {
  const region = regionIn(tx);
  const { rows } = await sql<SetAside>`
    select 'answer' as kind, set_aside as because, count(*)::int as n, min(set_aside_on)::text as since
    from waiting_answers where region_id = ${region} and set_aside is not null group by 2
    union all
    select 'mark', set_aside, count(*)::int, min(set_aside_on)::text
    from waiting_doctor_marks where region_id = ${region} and set_aside is not null group by 2
    order by 1, 2`.execute(tx.db);
  return rows;
}

/** What was lost for good since a day. */
export const lostSince = (tx: Tx, from: string) =>
  tx.db
    .selectFrom('survey_losses')
    .select((is) => ['kind', 'because', is.fn.sum<number>('n').as('n')])
    .where('region_id', '=', regionIn(tx))
    .where('day', '>=', from)
    .groupBy(['kind', 'because'])
    .orderBy('kind')
    .orderBy('because')
    .execute();
