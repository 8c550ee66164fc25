import { sql } from 'kysely';
import { newId, systemScope, type Actor } from '@otklik/kernel';
import type { Installation } from '../apps/server/src/assemble.ts';
import { withBenchInstallation } from './installation.ts';

const BATCH = 5000;
const SPECIALTIES = ['therapist', 'surgeon', 'ophthalmologist', 'ent', 'urologist'];
const SLOTS_a_group = 100;
const RATIO_MIN = 0.12;
const RATE_MIN = 8000;
const UNCHANGED_times_min = 3;
const HOUR_ms = 3_600_000;

/** A hundred slots of each of some five hundred groups; every slot of them differs from turn to turn. */
function rowsOf(codes: readonly string[], turn: number) {
  const began = Math.ceil(Date.now() / HOUR_ms) * HOUR_ms;
  return codes.flatMap((clinic) =>
    SPECIALTIES.flatMap((specialty) =>
      Array.from({ length: SLOTS_a_group }, (_, n) => ({
        id: `${clinic}:${specialty}:${n}`,
        clinic,
        specialty,
        doctor: `${clinic}:${specialty}:${n % 3}`,
        start: new Date(began + (24 + n * 5) * HOUR_ms).toISOString(),
        end: new Date(began + (24.25 + n * 5) * HOUR_ms).toISOString(),
        status: (n + turn) % 2 === 0 ? 'free' : 'busy',
      })),
    ),
  );
}
type Row = ReturnType<typeof rowsOf>[number];

const batches = (rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, at) =>
    rows.slice(at * BATCH, (at + 1) * BATCH),
  );

async function rate(rows: readonly Row[], step: (batch: Row[]) => Promise<unknown>) {
  const began = performance.now();
  for (const batch of batches(rows)) await step(batch);
  return rows.length / ((performance.now() - began) / 1000);
}

/** The same rows put into the same table by one upsert a batch: no comparison, no log, no wait. */
function bareIn(
  { app, settings }: Installation,
  ids: ReadonlyMap<string, string>,
  sourceId: string,
) {
  return (batch: Row[]) =>
    app.store.withScope(systemScope(settings.region, 'bench'), async (tx) => {
      const rows = batch.map(({ clinic, ...row }) => ({ ...row, clinic: ids.get(clinic) }));
      await sql`insert into access_slots (region_id, source_id, slot, clinic_id, specialty, kind, mode, doctor,
          start_at, end_at, capacity, status, seen_at)
        select ${settings.region}, ${sourceId}::uuid, f.id, f.clinic, f.specialty, 'routine', 'bare', f.doctor,
          f.start, f."end", 1, f.status, now()
        from json_to_recordset(${JSON.stringify(rows)}::json) as f(id text, clinic uuid, specialty text,
          doctor text, start timestamptz, "end" timestamptz, status text)
        on conflict (region_id, source_id, slot) do update set status = excluded.status,
          start_at = excluded.start_at, end_at = excluded.end_at, seen_at = excluded.seen_at`.execute(
        tx.db,
      );
    });
}

/** Slot changes with waits kept, against a bare upsert of the same rows, in one run on one connection. */
export async function main(): Promise<void> {
  await withBenchInstallation(async (installation) => {
    const { app, faces, settings } = installation;
    const system: Actor = { kind: 'system', region: settings.region, name: 'bench' };
    const { points } = await faces.registry.map(system, {});
    const codes = points.slice(0, 100).map(({ code }) => code);
    const ids = await app.store.withScope(
      systemScope(settings.region, 'bench'),
      async (tx) =>
        new Map(
          (await tx.db.selectFrom('clinics').select(['code', 'id']).execute()).map(
            ({ code, id }) => [code, id],
          ),
        ),
    );
    await faces.access.addSource(system, { code: 'bench', name: 'Bench', intervalMinutes: 60 });
    let seq = 0;
    const push = (batch: Row[]) =>
      faces.access.pushSlots(system, {
        source: 'bench',
        mode: 'DIFF',
        seq: (seq += 1),
        at: new Date().toISOString(),
        slots: JSON.stringify(batch),
      });
    const bare = bareIn(installation, ids, newId());
    const turns = [0, 1, 2].map((turn) => rowsOf(codes, turn));
    console.log(
      `${turns[0]!.length} slots of ${codes.length * SPECIALTIES.length} groups, batches of ${BATCH}`,
    );
    await rate(turns[0]!, push);
    await rate(turns[0]!, bare);
    // A database analyses itself after its first thousands of rows; connections of before keep plans for empty tables.
    await installation.database.settle([]);
    const kept = await rate(turns[1]!, push);
    const plain = await rate(turns[1]!, bare);
    const same = await rate(turns[1]!, push);
    const round = (value: number): number => Math.round(value);
    console.log(`changed, waits kept   ${round(kept)} rows/s (at least ${RATE_MIN})`);
    console.log(`bare upsert           ${round(plain)} rows/s`);
    console.log(`unchanged             ${round(same)} rows/s`);
    console.log(`kept / bare           ${(kept / plain).toFixed(2)} (at least ${RATIO_MIN})`);
    console.log(
      `unchanged / changed   ${(same / kept).toFixed(1)} (at least ${UNCHANGED_times_min})`,
    );
    if (kept / plain < RATIO_MIN) process.exitCode = 1;
  });
}
