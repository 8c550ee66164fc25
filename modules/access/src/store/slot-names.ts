import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { FaultCount, GoodSlot } from '../model.ts';
import { regionId } from './sources.ts';

interface Question {
  /** Which slots we know, and that are not named, may be the ones made anew; null: none. */
  readonly mayGoOn: ((slot: string) => boolean) | null;
  readonly faults: FaultCount;
}

/**
 * Slots under the ids we know them by. One that comes under an id nobody has seen, of a doctor whose slot of the same
 * start and end is not named any more, is that slot made anew: it goes on, so that it neither vanished nor opened.
 */
export async function goOnUnderOldNames(
  tx: Tx,
  sourceId: string,
  slots: readonly GoodSlot[],
  { mayGoOn, faults }: Question,
): Promise<readonly GoodSlot[]> {
  if (slots.length === 0) return slots;
  // Without a whole list nothing is made anew: only ids that stand for another slot matter, and they are few.
  const known = await (mayGoOn ? knownNames : otherNames)(tx, sourceId, slots);
  const named = new Set(mayGoOn ? slots.map(({ slot }) => known.get(slot) ?? slot) : []);
  const fresh = mayGoOn
    ? slots.filter(({ slot, doctor }) => doctor !== null && !known.has(slot))
    : [];
  const found =
    mayGoOn && fresh.length > 0
      ? (await sameTimes(tx, sourceId, fresh)).filter(
          ({ slot }) => !named.has(slot) && mayGoOn(slot),
        )
      : [];
  const adopted = new Map<string, string>();
  const taken = new Set<string>();
  for (const { told, slot } of found) {
    if (adopted.has(told) || taken.has(slot)) continue;
    adopted.set(told, slot);
    taken.add(slot);
    faults.add('made-anew', told);
  }
  if (adopted.size > 0) await keepNames(tx, sourceId, adopted);
  if (known.size === 0 && adopted.size === 0) return slots;
  return slots.map((one) => {
    const slot = known.get(one.slot) ?? adopted.get(one.slot) ?? one.slot;
    return slot === one.slot ? one : { ...one, slot };
  });
}

/** Ids that stand for a slot already: of themselves, or of one made anew earlier. */
async function knownNames(tx: Tx, sourceId: string, slots: readonly GoodSlot[]) {
  const ids = slots.map(({ slot }) => slot);
  const { rows } = await sql<{ told: string; slot: string }>`
    select n.told, n.slot from access_slot_names n
    where n.region_id = ${regionId(tx)} and n.source_id = ${sourceId}::uuid and n.told = any (${ids}::text[])
    union all
    select s.slot, s.slot from access_slots s
    where s.region_id = ${regionId(tx)} and s.source_id = ${sourceId}::uuid and s.slot = any (${ids}::text[])`.execute(
    tx.db,
  );
  // An id that is a slot of its own is that slot, whatever it stood for before.
  return new Map(rows.map(({ told, slot }) => [told, slot]));
}

/** Ids that stand for another slot, and are no slots of their own. */
async function otherNames(tx: Tx, sourceId: string, slots: readonly GoodSlot[]) {
  const ids = slots.map(({ slot }) => slot);
  const { rows } = await sql<{ told: string; slot: string }>`
    select n.told, n.slot from access_slot_names n
    where n.region_id = ${regionId(tx)} and n.source_id = ${sourceId}::uuid and n.told = any (${ids}::text[])
      and not exists (select from access_slots s
        where s.region_id = n.region_id and s.source_id = n.source_id and s.slot = n.told)`.execute(
    tx.db,
  );
  return new Map(rows.map(({ told, slot }) => [told, slot]));
}

async function sameTimes(tx: Tx, sourceId: string, fresh: readonly GoodSlot[]) {
  const { rows } = await sql<{ told: string; slot: string }>`
    select f.slot as told, s.slot
    from json_to_recordset(${JSON.stringify(fresh)}::json) as f(slot text, clinic_id uuid, specialty text, kind text,
      mode text, doctor text, start_at timestamptz, end_at timestamptz)
    join access_slots s on s.region_id = ${regionId(tx)} and s.clinic_id = f.clinic_id
      and s.specialty = f.specialty and s.kind = f.kind and s.mode = f.mode and s.start_at = f.start_at
    where s.source_id = ${sourceId}::uuid and s.doctor = f.doctor and s.end_at = f.end_at
      and s.status <> 'vanished'
    order by s.slot`.execute(tx.db);
  return rows;
}

async function keepNames(tx: Tx, sourceId: string, names: ReadonlyMap<string, string>) {
  const region = regionId(tx);
  await tx.db
    .deleteFrom('access_slot_names')
    .where('region_id', '=', region)
    .where('source_id', '=', sourceId)
    .where('slot', 'in', [...names.values()])
    .execute();
  const rows = [...names].map(([told, slot]) => ({ told, slot }));
  await sql`insert into access_slot_names (region_id, source_id, told, slot)
    select ${region}, ${sourceId}::uuid, n.told, n.slot
    from json_to_recordset(${JSON.stringify(rows)}::json) as n(told text, slot text)`.execute(
    tx.db,
  );
}
