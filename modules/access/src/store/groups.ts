import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { Slot } from '@otklik/waits';
import type { GroupKey } from '../model.ts';
import { regionId } from './sources.ts';

/** A group with the instant for which it is to be measured. */
export interface GroupAt extends GroupKey {
  readonly at: Date;
}

/** What is known of a group, held until the transaction ends. */
export interface HeldGroup extends GroupAt {
  readonly k1: number | null;
  readonly k3: number | null;
  readonly silent: boolean;
  readonly next: number | null;
  readonly places_7d: number;
  readonly places_30d: number;
  readonly busy_30d: number;
  readonly source_id: string | null;
  readonly source_silent: boolean;
  readonly is_new: boolean;
  readonly zone: string;
  readonly closed: readonly string[];
}

/** The slots of a group that count: of the most direct source that speaks. */
export interface GroupSlots {
  readonly sourceId: string;
  readonly silent: boolean;
  readonly slots: Slot[];
  /** Of the first free slot. */
  readonly sources: number;
}

const GROUPS = sql`clinic_id uuid, specialty text, kind text, mode text, at timestamptz`;
const same = (alias: string) => sql`${sql.ref(`${alias}.clinic_id`)} = g.clinic_id
  and ${sql.ref(`${alias}.specialty`)} = g.specialty
  and ${sql.ref(`${alias}.kind`)} = g.kind and ${sql.ref(`${alias}.mode`)} = g.mode`;
const asked = (groups: readonly GroupAt[]) =>
  sql`json_to_recordset(${JSON.stringify(groups)}::json) as g(${GROUPS})`;
const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
const numberOf = (value: string | number | null): number | null =>
  value === null ? null : Number(value);

/** Holds the rows of these groups, in one order so that two batches never wait for each other; makes missing ones. */
export async function holdGroups(tx: Tx, groups: readonly GroupAt[]): Promise<HeldGroup[]> {
  const region = regionId(tx);
  await sql`insert into access_wait_now (region_id, clinic_id, specialty, kind, mode)
    select ${region}, g.clinic_id, g.specialty, g.kind, g.mode from ${asked(groups)}
    order by 2, 3, 4, 5 on conflict do nothing`.execute(tx.db);
  const { rows } = await sql<Record<'k1' | 'k3' | 'next', string | null> & HeldGroup>`
    select w.clinic_id, w.specialty, w.kind, w.mode, g.at, ${ms('w.k1_at')} as k1, ${ms('w.k3_at')} as k3,
      w.silent, ${ms('w.next_at')} as next, w.places_7d, w.places_30d, w.busy_30d, w.source_id,
      coalesce(src.silent, false) as source_silent, w.changed_at is null as is_new,
      coalesce(c.time_zone, r.time_zone) as zone,
      array(select d.day::text from access_closed_days d
        where d.region_id = ${region} and d.clinic_id = w.clinic_id and d.day >= g.at::date - 1) as closed
    from ${asked(groups)}
    join access_wait_now w on w.region_id = ${region} and ${same('w')}
    join clinics c on c.region_id = ${region} and c.id = w.clinic_id
    join regions r on r.code = ${region}
    left join access_sources src on src.region_id = ${region} and src.id = w.source_id
    order by w.clinic_id, w.specialty, w.kind, w.mode
    for update of w`.execute(tx.db);
  return rows.map((row) => ({
    ...row,
    k1: numberOf(row.k1),
    k3: numberOf(row.k3),
    next: numberOf(row.next),
  }));
}

const FIELD = '\u001f';
const RECORD = '\u001e';
export const keyOf = ({ clinic_id, specialty, kind, mode }: GroupKey): string =>
  [clinic_id, specialty, kind, mode].join(FIELD);

/** Slots to come of these groups by key, packed into one text a group: a tenth of the time of rows. */
export async function slotsOf(
  tx: Tx,
  groups: readonly GroupAt[],
): Promise<Map<string, GroupSlots>> {
  const region = regionId(tx);
  const { rows } = await sql<
    GroupKey & { source_id: string; silent: boolean; distance: number; packed: string }
  >`
    select g.clinic_id, g.specialty, g.kind, g.mode, s.source_id, src.silent, src.distance,
      string_agg(concat_ws(${FIELD}::text, ${ms('s.start_at')}, ${ms('s.end_at')}, s.status, s.capacity,
        coalesce(s.doctor, ''), coalesce(${ms('s.bookable_from')}::text, '')), ${RECORD}::text) as packed
    from ${asked(groups)}
    join access_slots s on s.region_id = ${region} and ${same('s')}
      and s.start_at > g.at - interval '1 day' and s.end_at > g.at
      and s.status in ('free', 'busy', 'busy-tentative')
    join access_sources src on src.region_id = ${region} and src.id = s.source_id
    group by g.clinic_id, g.specialty, g.kind, g.mode, s.source_id, src.silent, src.distance
    order by src.silent, src.distance, s.source_id`.execute(tx.db);
  const found = new Map<string, GroupSlots>();
  for (const row of rows) {
    const before = found.get(keyOf(row));
    if (before) found.set(keyOf(row), { ...before, sources: before.sources + 1 });
    else
      found.set(keyOf(row), {
        sourceId: row.source_id,
        silent: row.silent,
        slots: row.packed.split(RECORD).map(slotFrom),
        sources: 1,
      });
  }
  return found;
}

function slotFrom(text: string, at: number): Slot {
  const [start, end, status = '', capacity, doctor, release] = text.split(FIELD);
  return {
    id: String(at),
    startMs: Number(start),
    endMs: Number(end),
    status,
    capacity: Number(capacity),
    doctor: doctor || undefined,
    bookableFromMs: release ? Number(release) : undefined,
  };
}
