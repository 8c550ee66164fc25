import { sql } from 'kysely';
import { systemScope, type Actor } from '@otklik/kernel';
import { withBenchInstallation } from './installation.ts';

const CLINICS = 100;
const SLOTS_a_doctor_day = 20;
const WORKING_DAYS_a_year = 250;
const EVENTS_a_slot = 2.5;
/** Of a batch of a thousand slots; 0.77 of a hundred, 0.12 of five thousand. */
const CHANGES_an_event = 0.33;
const CITY = { clinics: 500, doctors: 25 };
const COUNTRY = { clinics: 20_000, doctors: 12 };
const SPECIALTIES = ['therapist', 'surgeon', 'ophthalmologist', 'ent', 'urologist'];
const HOUR_ms = 3_600_000;
const TURNS = 5;

const bytesOf = `pg_table_size(c.oid) + pg_indexes_size(c.oid)`;

/** What the log of changes and the rollups take, by what the door itself writes; and what that means for a country. */
export async function main(): Promise<void> {
  await withBenchInstallation(async ({ app, faces, settings }) => {
    const scope = systemScope(settings.region, 'bench');
    const system: Actor = { kind: 'system', region: settings.region, name: 'bench' };
    const { points } = await faces.registry.map(system, {});
    const codes = points.slice(0, CLINICS).map(({ code }) => code);
    await faces.access.addSource(system, { code: 'bench', name: 'Bench', intervalMinutes: 60 });
    await faces.access.wakeWaits(system, {});
    const began = Math.ceil(Date.now() / HOUR_ms) * HOUR_ms;
    let seq = 0;
    for (let turn = 0; turn < TURNS; turn += 1)
      for (let first = 0; first < codes.length; first += 10) {
        const rows = codes.slice(first, first + 10).flatMap((clinic) =>
          SPECIALTIES.flatMap((specialty) =>
            Array.from({ length: 60 }, (_, n) => ({
              id: `${clinic}:${specialty}:${n % 3}:${began / HOUR_ms + n}`,
              clinic,
              specialty,
              doctor: `${clinic}:${specialty}:${n % 3}`,
              start: new Date(began + (24 + n * 5) * HOUR_ms).toISOString(),
              end: new Date(began + (24.25 + n * 5) * HOUR_ms).toISOString(),
              status: (n + turn) % 2 === 0 ? 'free' : 'busy',
              book_url: `https://booking.example/${clinic}/${specialty}`,
            })),
          ),
        );
        seq += 1;
        await faces.access.pushSlots(system, {
          source: 'bench',
          mode: 'DIFF',
          seq,
          at: new Date().toISOString(),
          slots: JSON.stringify(rows),
        });
      }
    // A year of one sample a day of each series, as the job writes it.
    await app.store.withScope(scope, async (tx) => {
      await sql`insert into access_wait_days (region_id, clinic_id, specialty, kind, mode, day, k1_days, k3_days, known,
          places_7d, load_permille)
        select w.region_id, w.clinic_id, w.specialty, w.kind, w.mode, current_date - n, 1, 3, true, 40, 800
        from access_wait_now w, generate_series(1, 365) n on conflict do nothing`.execute(tx.db);
    });
    const sizes = await app.store.withScope(scope, async (tx) => {
      const { rows } = await sql<{ table: string; bytes: string; heap: string; n: string }>`
        select t.name as table, sum(${sql.raw(bytesOf)}) as bytes, sum(pg_table_size(c.oid)) as heap,
          (select count(*) from access_slot_events) as n
        from (values ('access_slot_events'), ('access_slots'), ('access_wait_changes'), ('access_wait_days')) t(name)
        join pg_class c on (c.relname = t.name or c.relname like t.name || '\\_%') and c.relkind in ('r', 'p')
        group by 1`.execute(tx.db);
      const counted = await sql<Record<string, string>>`select
        (select count(*) from access_slot_events) as access_slot_events,
        (select count(*) from access_slots) as access_slots,
        (select count(*) from access_wait_changes) as access_wait_changes,
        (select count(*) from access_wait_days) as access_wait_days`.execute(tx.db);
      return rows.map(({ table, bytes, heap }) => {
        const rowsIn = Number(counted.rows[0]![table]);
        return { table, rows: rowsIn, each: Number(bytes) / rowsIn, heap: Number(heap) / rowsIn };
      });
    });
    const each = (table: string): number => sizes.find((one) => one.table === table)!.each;
    for (const { table, rows, each: bytes, heap } of sizes.toSorted((a, b) => b.rows - a.rows))
      console.log(
        `${table.padEnd(20)} ${rows} rows, ${bytes.toFixed(0)} bytes each with indexes (${heap.toFixed(0)} without)`,
      );
    // Here a clinic comes whole: few waits change for many events. A live source tells a thousand slots at a time.
    const changesPerEvent = CHANGES_an_event;
    const measured =
      sizes.find(({ table }) => table === 'access_wait_changes')!.rows /
      sizes.find(({ table }) => table === 'access_slot_events')!.rows;
    const GB = (bytes: number): string => (bytes / 1e9).toFixed(1);
    for (const [name, { clinics, doctors }] of Object.entries({ city: CITY, country: COUNTRY })) {
      const slots = clinics * doctors * SLOTS_a_doctor_day * WORKING_DAYS_a_year;
      const events = slots * EVENTS_a_slot;
      const log = events * each('access_slot_events');
      const changes = events * changesPerEvent * each('access_wait_changes');
      const days = clinics * 8 * 365 * each('access_wait_days');
      console.log(
        `${name.padEnd(8)} ${clinics} clinics: ${(events / 1e6).toFixed(0)} M events a year, log ${GB(log)} GB, change points ${GB(changes)} GB, days ${GB(days)} GB; a clinic-year ${((log + changes + days) / clinics / 1e6).toFixed(0)} MB`,
      );
    }
    console.log(
      `assumed: ${SLOTS_a_doctor_day} slots a doctor-day, ${WORKING_DAYS_a_year} days, ${EVENTS_a_slot} events a slot, 8 series a clinic; ${CHANGES_an_event} change points an event (here ${measured.toFixed(2)}: whole clinics at once)`,
    );
  });
}
