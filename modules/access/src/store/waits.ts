import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { measure, type Measured } from '../measure.ts';
import type { GroupKey } from '../model.ts';
import { holdGroups, keyOf, slotsOf, type GroupAt, type HeldGroup } from './groups.ts';
import { regionId } from './sources.ts';

interface NewWait extends Omit<Measured, 'next'>, GroupAt {
  readonly silent: boolean;
  readonly next: number | null;
  readonly source_id: string | null;
  readonly is_change: boolean;
}

const ROUNDS_max = 2000;
const DUE_groups = 2000;

/** Measures groups anew and writes what differs. @returns how many waits changed, and groups with several sources */
export async function recompute(
  tx: Tx,
  groups: readonly GroupAt[],
  sourceId?: string,
): Promise<{ readonly changes: number; readonly covered: number }> {
  if (groups.length === 0) return { changes: 0, covered: 0 };
  const held = await holdGroups(tx, groups);
  const slots = await slotsOf(tx, groups);
  let covered = 0;
  const found: NewWait[] = [];
  for (const group of held) {
    const own = slots.get(keyOf(group));
    if (sourceId && own && own.sources > 1 && own.sourceId !== sourceId) covered += 1;
    const now = measure(own?.slots ?? [], group, group.at.getTime());
    const next: NewWait = {
      ...keyed(group),
      ...now,
      at: group.at,
      silent: own ? own.silent : group.source_silent,
      source_id: own?.sourceId ?? group.source_id ?? sourceId ?? null,
      is_change: false,
    };
    const is_change =
      group.is_new || next.k1 !== group.k1 || next.k3 !== group.k3 || next.silent !== group.silent;
    if (is_change || differs(group, next)) found.push({ ...next, is_change });
  }
  await writeWaits(tx, found);
  return { changes: found.filter(({ is_change }) => is_change).length, covered };
}

const keyed = ({ clinic_id, specialty, kind, mode }: GroupKey): GroupKey => ({
  clinic_id,
  specialty,
  kind,
  mode,
});
const differs = (group: HeldGroup, next: NewWait): boolean =>
  group.next !== next.next ||
  group.places_7d !== next.places_7d ||
  group.places_30d !== next.places_30d ||
  group.busy_30d !== next.busy_30d ||
  group.source_id !== next.source_id;

async function writeWaits(tx: Tx, waits: readonly NewWait[]): Promise<void> {
  if (waits.length === 0) return;
  const region = regionId(tx);
  const instant = (column: string) => sql`to_timestamp(${sql.ref(column)} / 1000.0)`;
  await sql`
    with fresh as materialized (
      select * from json_to_recordset(${JSON.stringify(waits)}::json) as f(clinic_id uuid, specialty text, kind text,
        mode text, at timestamptz, k1 double precision, k3 double precision, next double precision,
        places_7d integer, places_30d integer, busy_30d integer, silent boolean, source_id uuid, is_change boolean)
    ),
    put as (
      update access_wait_now w set k1_at = ${instant('f.k1')}, k3_at = ${instant('f.k3')},
        next_at = ${instant('f.next')}, places_7d = f.places_7d, places_30d = f.places_30d, busy_30d = f.busy_30d,
        book_url = (select s.book_url from access_slots s where s.region_id = ${region} and s.clinic_id = f.clinic_id
          and s.specialty = f.specialty and s.kind = f.kind and s.mode = f.mode and s.start_at = ${instant('f.k1')}
          and s.source_id = f.source_id and s.status = 'free' order by s.slot limit 1),
        silent = f.silent, source_id = f.source_id, checked_at = f.at,
        changed_at = case when f.is_change then f.at else w.changed_at end
      from fresh f where w.region_id = ${region} and w.clinic_id = f.clinic_id and w.specialty = f.specialty
        and w.kind = f.kind and w.mode = f.mode
    )
    insert into access_wait_changes (region_id, clinic_id, specialty, kind, mode, at, n, k1_at, k3_at, silent)
    select ${region}, f.clinic_id, f.specialty, f.kind, f.mode, f.at,
      coalesce((select max(c.n) + 1 from access_wait_changes c where c.region_id = ${region}
        and c.clinic_id = f.clinic_id and c.specialty = f.specialty and c.kind = f.kind and c.mode = f.mode
        and c.at = f.at), 0),
      ${instant('f.k1')}, ${instant('f.k3')}, f.silent
    from fresh f where f.is_change`.execute(tx.db);
}

/** Groups of which time alone changed the answer, each for its own instant, until none is left. */
export async function wakeDue(tx: Tx, until: Date = tx.now): Promise<number> {
  let woken = 0;
  for (let round = 0; round < ROUNDS_max; round += 1) {
    const due = await tx.db
      .selectFrom('access_wait_now')
      .select(['clinic_id', 'specialty', 'kind', 'mode', 'next_at as at'])
      .where('region_id', '=', regionId(tx))
      .where('next_at', '<=', until)
      .orderBy('next_at')
      .limit(DUE_groups)
      .execute();
    if (due.length === 0) return woken;
    woken += due.length;
    await recompute(
      tx,
      due.map((group) => ({ ...keyed(group), at: group.at! })),
    );
  }
  return woken;
}

/** Every group that counts by this source, at an instant. */
export async function groupsOfSource(tx: Tx, sourceId: string, at: Date): Promise<GroupAt[]> {
  const rows = await tx.db
    .selectFrom('access_wait_now')
    .select(['clinic_id', 'specialty', 'kind', 'mode'])
    .where('region_id', '=', regionId(tx))
    .where('source_id', '=', sourceId)
    .execute();
  return rows.map((row) => ({ ...row, at }));
}
