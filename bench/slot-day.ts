import type { Actor } from '@otklik/kernel';
import { withBenchInstallation } from './installation.ts';

const BATCH = 5000;
const SPECIALTIES = ['therapist', 'surgeon', 'ophthalmologist', 'ent', 'urologist'];
/** What a country of 20,000 clinics tells in a day. */
const COUNTRY_day = 8_200_000;
const SLOTS_a_group = 100;
const GROWTH_max = 1.15;
const HOUR_ms = 3_600_000;
const MB = 1024 * 1024;

/** A batch of slots of a few clinics; every slot changes from turn to turn. */
function batchOf(codes: readonly string[], first: number, turn: number, began: number) {
  return Array.from({ length: BATCH }, (_, at) => {
    const n = first + at;
    const clinic = codes[Math.floor(n / (SLOTS_a_group * SPECIALTIES.length)) % codes.length]!;
    const specialty = SPECIALTIES[Math.floor(n / SLOTS_a_group) % SPECIALTIES.length]!;
    const place = n % SLOTS_a_group;
    return {
      id: `${clinic}:${specialty}:${place}`,
      clinic,
      specialty,
      doctor: `${clinic}:${specialty}:${place % 3}`,
      start: new Date(began + (24 + place * 5) * HOUR_ms).toISOString(),
      end: new Date(began + (24.25 + place * 5) * HOUR_ms).toISOString(),
      status: (place + turn) % 2 === 0 ? 'free' : 'busy',
    };
  });
}

const quantile = (sorted: readonly number[], p: number): number =>
  sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!;

/** A country's day of changes through the door in one run: memory by quarter, and how long a batch waits for its waits. */
export async function main(args: readonly string[]): Promise<void> {
  const wanted = args[0] === undefined ? COUNTRY_day : Math.trunc(Number(args[0]));
  if (!(wanted >= BATCH * 8)) throw new Error(`slot-day [EVENTS, at least ${BATCH * 8}]`);
  await withBenchInstallation(async ({ faces, settings }) => {
    const system: Actor = { kind: 'system', region: settings.region, name: 'bench' };
    const { points } = await faces.registry.map(system, {});
    const codes = points.slice(0, 100).map(({ code }) => code);
    const slots = codes.length * SPECIALTIES.length * SLOTS_a_group;
    await faces.access.addSource(system, { code: 'bench', name: 'Bench', intervalMinutes: 60 });
    const began = Math.ceil(Date.now() / HOUR_ms) * HOUR_ms;
    const peaks = [0, 0, 0, 0];
    const lags_ms: number[] = [];
    let [events, seq] = [0, 0];
    const start = performance.now();
    while (events < wanted) {
      const first = (seq * BATCH) % slots;
      const batch = batchOf(codes, first, Math.floor((seq * BATCH) / slots), began);
      seq += 1;
      const sent = performance.now();
      const { changed } = await faces.access.pushSlots(system, {
        source: 'bench',
        mode: 'DIFF',
        seq,
        at: new Date().toISOString(),
        slots: JSON.stringify(batch),
      });
      lags_ms.push(performance.now() - sent);
      const quarter = Math.min(3, Math.floor((events / wanted) * 4));
      peaks[quarter] = Math.max(peaks[quarter]!, process.memoryUsage().rss);
      events += changed;
      if (seq % 100 === 0) console.error(`${events} events`);
    }
    const took_s = (performance.now() - start) / 1000;
    const sorted = lags_ms.toSorted((a, b) => a - b);
    const growth = peaks[3]! / peaks[1]!;
    console.log(
      `${events} events in ${took_s.toFixed(0)} s, ${(events / took_s).toFixed(0)} a second, batches of ${BATCH}`,
    );
    console.log(
      `resident by quarter   ${peaks.map((peak) => (peak / MB).toFixed(0)).join(', ')} MB; last / second ${growth.toFixed(2)} (at most ${GROWTH_max})`,
    );
    console.log(
      `lag of a batch        p50 ${quantile(sorted, 0.5).toFixed(0)}, p95 ${quantile(sorted, 0.95).toFixed(0)}, most ${sorted.at(-1)!.toFixed(0)} ms`,
    );
    if (growth > GROWTH_max) process.exitCode = 1;
  });
}
