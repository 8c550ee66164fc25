import { median } from '@otklik/stats';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@otklik/kernel';
import type { Installation } from '../apps/server/src/assemble.ts';
import { driveBare } from './bare.ts';
import { withBenchInstallation } from './installation.ts';
import { recorded, whileRecording } from './recording.ts';

const AT_ONCE = 16;
const SECONDS = 8;
const ROUNDS = 3;
const WARM_s = 3;
const RATIO_MIN = 0.3;

/** An integration's key: the one actor whose limits allow this rate. */
const machine = (region: string): Actor => ({
  kind: 'key',
  region,
  keyId: randomUUID(),
  scopes: ['complaints:write'],
  origin: 'bench',
});

async function fileOne({ faces, settings }: Installation, actor: Actor, clinic: string, n: number) {
  await faces.complaints.fileComplaint(actor, {
    clinic,
    topic: 'wait-at-door-over-1h',
    story: `Записалась на девять утра, вошла в кабинет только в половине двенадцатого. Случай ${n}.`,
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
    email: `bench-${n}@bench.example`,
  });
  void settings;
}

/** Runs `step` by 16 workers for some seconds; returns steps a second. */
async function rate(step: (worker: number) => Promise<void>, seconds = SECONDS): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, worker) => {
      while (performance.now() < until) {
        await step(worker);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - started) / 1000);
}

/** Filing a complaint through the waist against the same statements driven bare, 16 at once, durable. */
export async function main(): Promise<void> {
  await withBenchInstallation(async (installation) => {
    const { clinics } = await installation.faces.registry.findClinics(
      { kind: 'visitor', region: installation.settings.region, origin: 'bench' },
      { limit: 1 },
    );
    const clinic = clinics[0]!.code;
    await fileOne(installation, machine(installation.settings.region), clinic, 1_000_000);
    const since = new Date();
    const statements = await whileRecording(() =>
      recorded(() => fileOne(installation, machine(installation.settings.region), clinic, 0)),
    );
    const bare = await driveBare({
      url: installation.database.appUrl,
      statements,
      since,
      clients: AT_ONCE,
      seconds: SECONDS,
    });
    console.log(`One filing is ${statements.length} statements; reference: ${bare.driver}.`);
    let n = 0;
    // A key may file so many an hour: each worker is a machine of its own.
    const fileAll = (seconds: number): Promise<number> => {
      const machines = Array.from({ length: AT_ONCE }, () => machine(installation.settings.region));
      return rate(async (worker) => {
        n += 1;
        await fileOne(installation, machines[worker]!, clinic, n);
      }, seconds);
    };
    // Plans of an empty database read tables whole until it is analysed for the first time, which it does by itself
    // within a minute of its first fifty cases; connections that pgbench opens later would never have had them.
    await fileAll(WARM_s);
    await installation.database.settle([]);
    const ratios: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const waist = await fileAll(SECONDS);
      const reference = await bare.rate();
      ratios.push(waist / reference);
      console.log(
        `round ${round}: waist ${waist.toFixed(0)}/s, bare ${reference.toFixed(0)}/s, ratio ${(waist / reference).toFixed(2)}`,
      );
    }
    const ratio = median(ratios);
    console.log(
      `filing: ratio ${ratio.toFixed(2)} (median of ${ROUNDS}; wanted ≥ ${RATIO_MIN.toFixed(2)})`,
    );
    if (!(ratio >= RATIO_MIN)) process.exitCode = 1;
  });
}
