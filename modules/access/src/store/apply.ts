import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { GoodSlot, GroupKey } from '../model.ts';
import { regionId } from './sources.ts';

export interface Applied {
  readonly changed: number;
  readonly dirty: readonly GroupKey[];
}

/** The columns of a slot, and what PostgreSQL takes them for. */
const COLUMNS = {
  slot: 'text',
  clinic_id: 'uuid',
  specialty: 'text',
  kind: 'text',
  mode: 'text',
  doctor: 'text',
  start_at: 'timestamptz',
  end_at: 'timestamptz',
  capacity: 'integer',
  status: 'text',
  bookable_from: 'timestamptz',
  book_url: 'text',
} as const satisfies Record<keyof GoodSlot, string>;
const NAMES = Object.keys(COLUMNS) as (keyof GoodSlot)[];

/** What a change is called, from what a slot was to what it is. */
const CHANGE = sql`case
  when from_start is not null and start_at <> from_start then 'moved'
  when status = 'free' and coalesce(from_status, '') <> 'free' then 'opened'
  when status <> 'free' and coalesce(from_status, 'free') = 'free' then 'closed'
  when capacity <> from_capacity then 'capacity'
  else 'altered' end`;
const REASON = sql`case status
  when 'free' then null when 'busy' then 'booked' when 'busy-tentative' then 'held'
  when 'busy-unavailable' then 'blocked' when 'vanished' then 'vanished' else 'other' end`;

/** What is told of a source's slots in one batch. */
export interface Told {
  readonly sourceId: string;
  readonly seq: number;
  /** When it was so, in the words of the source; never after now. */
  readonly at: Date;
}

/**
 * Writes only what differs, and appends each difference to the log: one statement, one left join.
 * Slots that are as they were cost the join and nothing else.
 */
export async function applySlots(tx: Tx, told: Told, slots: readonly GoodSlot[]): Promise<Applied> {
  if (slots.length === 0) return { changed: 0, dirty: [] };
  // Lists of columns are read five times faster than rows of JSON, and the planner knows how many there are.
  const lists = NAMES.map(
    (name) => sql`${slots.map((one) => one[name])}::${sql.raw(COLUMNS[name])}[]`,
  );
  const fed = sql`select f.* from unnest(${sql.join(lists)}) as f(${sql.raw(NAMES.join(', '))})`;
  return write(tx, told, fed);
}

/** Slots of these clinics that a whole list does not name any more are no places from now on. */
export async function closeVanished(
  tx: Tx,
  told: Told,
  clinics: readonly string[],
  named: readonly string[],
): Promise<Applied> {
  const fed = sql`select v.slot, v.clinic_id, v.specialty, v.kind, v.mode, v.doctor, v.start_at, v.end_at,
      v.capacity, 'vanished'::text as status, v.bookable_from, v.book_url
    from access_slots v
    where v.region_id = ${regionId(tx)} and v.source_id = ${told.sourceId}::uuid
      and v.clinic_id = any (${clinics as string[]}::uuid[]) and v.start_at >= ${tx.now} and v.status <> 'vanished'
      and not exists (select 1 from unnest(${named as string[]}::text[]) as n(slot) where n.slot = v.slot)`;
  return write(tx, told, fed);
}

/** These slots are no places from now on. */
export async function closeSlots(tx: Tx, told: Told, slots: readonly string[]): Promise<Applied> {
  if (slots.length === 0) return { changed: 0, dirty: [] };
  const fed = sql`select v.slot, v.clinic_id, v.specialty, v.kind, v.mode, v.doctor, v.start_at, v.end_at,
      v.capacity, 'vanished'::text as status, v.bookable_from, v.book_url
    from access_slots v where v.region_id = ${regionId(tx)} and v.source_id = ${told.sourceId}::uuid
      and v.slot = any (${slots as string[]}::text[])`;
  return write(tx, told, fed);
}

/** How many living slots to come a source has at these clinics, and how many of them a list does not name. */
export async function countMissing(
  tx: Tx,
  sourceId: string,
  clinics: readonly string[],
  named: readonly string[],
): Promise<{ readonly living: number; readonly missing: number }> {
  const { rows } = await sql<{ living: number; missing: number }>`
    select count(*)::int as living, (count(*) filter (where n.slot is null))::int as missing
    from access_slots s left join unnest(${named as string[]}::text[]) as n(slot) on n.slot = s.slot
    where s.region_id = ${regionId(tx)} and s.source_id = ${sourceId}::uuid
      and s.clinic_id = any (${clinics as string[]}::uuid[]) and s.start_at >= ${tx.now}
      and s.status <> 'vanished'`.execute(tx.db);
  return rows[0]!;
}

async function write(tx: Tx, told: Told, fed: ReturnType<typeof sql>): Promise<Applied> {
  const region = regionId(tx);
  const { rows } = await sql<GroupKey & { changed: number }>`
    with fed as materialized (${fed}),
    changed as materialized (
      select f.*, s.status as from_status, s.capacity as from_capacity, s.start_at as from_start,
        s.clinic_id as from_clinic, s.specialty as from_specialty, s.kind as from_kind, s.mode as from_mode
      from fed f
      left join access_slots s
        on s.region_id = ${region} and s.source_id = ${told.sourceId}::uuid and s.slot = f.slot
      where s.slot is null
        or (s.status, s.capacity, s.start_at, s.end_at, s.clinic_id, s.specialty, s.kind, s.mode)
          <> (f.status, f.capacity, f.start_at, f.end_at, f.clinic_id, f.specialty, f.kind, f.mode)
        or s.doctor is distinct from f.doctor or s.bookable_from is distinct from f.bookable_from
        or s.book_url is distinct from f.book_url
    ),
    put as (
      insert into access_slots (region_id, source_id, slot, clinic_id, specialty, kind, mode, doctor, start_at,
        end_at, capacity, status, bookable_from, book_url, seen_at)
      select ${region}, ${told.sourceId}::uuid, slot, clinic_id, specialty, kind, mode, doctor, start_at, end_at,
        capacity, status, bookable_from, book_url, ${tx.now} from changed
      on conflict (region_id, source_id, slot) do update set
        clinic_id = excluded.clinic_id, specialty = excluded.specialty, kind = excluded.kind, mode = excluded.mode,
        doctor = excluded.doctor, start_at = excluded.start_at, end_at = excluded.end_at,
        capacity = excluded.capacity, status = excluded.status, bookable_from = excluded.bookable_from,
        book_url = excluded.book_url, seen_at = excluded.seen_at
    ),
    log as (
      insert into access_slot_events (region_id, source_id, seq, slot, known_at, at, change, reason, from_status,
        clinic_id, specialty, kind, mode, doctor, start_at, end_at, capacity, status, bookable_from)
      select ${region}, ${told.sourceId}::uuid, ${told.seq}::bigint, slot, ${tx.now}, ${told.at}, ${CHANGE}, ${REASON},
        from_status, clinic_id, specialty, kind, mode, doctor, start_at, end_at, capacity, status, bookable_from
      from changed
    ),
    total as (select count(*)::int as changed from changed)
    select g.*, total.changed from total, (
      select clinic_id, specialty, kind, mode from changed
      union
      select from_clinic, from_specialty, from_kind, from_mode from changed where from_clinic is not null
    ) g`.execute(tx.db);
  return {
    changed: rows[0]?.changed ?? 0,
    dirty: rows.map(({ clinic_id, specialty, kind, mode }) => ({
      clinic_id,
      specialty,
      kind,
      mode,
    })),
  };
}
