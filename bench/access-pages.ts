import { createLog } from '@otklik/adapters';
import { sql } from 'kysely';
import { systemScope, type Actor, type Tx } from '@otklik/kernel';
import { assemble } from '../apps/server/src/assemble.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import { clinicWaits, clinicWaitsQuery } from '../modules/access/src/store/read.ts';
import { diceOf, pick } from './load/drawn.ts';
import { drive, percentile } from './load/open-loop.ts';
import { processor_s, startServing, type Serving } from './load/serving.ts';

const PORT = 8433;
const RATE_per_s = 50;
const WARM_s = 3;
const ASKED = 300;
const LIST_max_ms = 5;
const PAGES = { list: 60, history: 80 } as const;

interface Town {
  readonly clinics: readonly string[];
  readonly specialties: readonly string[];
}

/** What PostgreSQL itself says that planning and running the list took. */
async function inDatabase(tx: Tx, specialty: string): Promise<number> {
  const { rows } = await sql<{ readonly 'QUERY PLAN': readonly Record<string, number>[] }>`
    explain (analyze, timing off, format json) ${clinicWaitsQuery(tx, specialty)}`.execute(tx.db);
  const plan = rows[0]!['QUERY PLAN'][0]!;
  return plan['Planning Time']! + plan['Execution Time']!;
}

/** How long the list of one specialty over all clinics takes in the database, and what addresses are made of. */
async function askDatabase(dataDir: string): Promise<Town> {
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const settings = readSettings({ DATA_DIR: dataDir, PORT: String(PORT) });
  const { app, faces, close } = await assemble({ settings, log, hold: 'join' });
  try {
    const visitor: Actor = { kind: 'visitor', region: settings.region, origin: 'bench' };
    const { specialties, lines } = await faces.access.listWaits(visitor, {});
    const clinics = lines.filter(({ state }) => state === 'places').map(({ code }) => code);
    const { asked_ms, inside_ms } = await app.store.withScope(
      systemScope(settings.region, 'bench'),
      async (tx) => {
        const [asked, inside]: number[][] = [[], []];
        for (let n = 0; n < ASKED; n += 1) {
          const { id } = specialties[n % specialties.length]!;
          const began = performance.now();
          await clinicWaits(tx, id);
          asked!.push(performance.now() - began);
          inside!.push(await inDatabase(tx, id));
        }
        const up = (a: number, b: number): number => a - b;
        return { asked_ms: asked!.toSorted(up), inside_ms: inside!.toSorted(up) };
      },
      { now: app.clock.now() },
    );
    const of = (took: readonly number[]): string =>
      `p50 ${percentile(took, 0.5).toFixed(1)}, p95 ${percentile(took, 0.95).toFixed(1)} ms`;
    console.log(
      `list of one specialty over ${lines.length} clinics, planned and run in the database: ${of(inside_ms)} (wanted p50 ≤ ${LIST_max_ms}); asked and read: ${of(asked_ms)}`,
    );
    if (percentile(inside_ms, 0.5) > LIST_max_ms) process.exitCode = 1;
    return { clinics, specialties: specialties.map(({ id }) => id) };
  } finally {
    await close();
  }
}

async function measure(server: Serving, name: string, wanted_ms: number, next: () => string) {
  const ask = () => ({ path: next() });
  await drive(server.base, ask, { rate_per_s: RATE_per_s / 2, seconds: WARM_s });
  const [began, before] = [performance.now(), processor_s(server.pid)];
  const seconds = 60;
  const { took_ms, failed_count, bytes } = await drive(server.base, ask, {
    rate_per_s: RATE_per_s,
    seconds,
  });
  const used = (processor_s(server.pid) - before) / ((performance.now() - began) / 1000);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(took_ms, share).toFixed(0));
  const fine = Number(p95) < wanted_ms && failed_count === 0;
  if (!fine) process.exitCode = 1;
  console.log(
    `${fine ? 'ok  ' : 'OVER'} ${name}: p50 ${p50}, p95 ${p95}, p99 ${p99} ms (wanted p95 < ${wanted_ms}); ${failed_count} of ${took_ms.length} failed; ${(bytes / took_ms.length / 1000).toFixed(1)} kB packed; server at ${used.toFixed(2)} of a core`,
  );
}

/** The list of waits and three years of a clinic over a city of waits: `access-pages DATA_DIR`. */
export async function main([dataDir]: readonly string[]): Promise<void> {
  if (!dataDir) {
    console.log('access-pages DATA_DIR: of `otklik seed --scale city --only waits`');
    return;
  }
  const server = await startServing(dataDir, PORT);
  try {
    const town = await askDatabase(dataDir);
    const dice = diceOf(2026);
    const { clinics, specialties } = town;
    await measure(server, '/access, first page', PAGES.list, () =>
      dice() < 0.5 ? '/access' : `/access?specialty=${pick(dice, specialties)}`,
    );
    await measure(
      server,
      'three years of a clinic',
      PAGES.history,
      () => `/clinics/${pick(dice, clinics)}/waits?specialty=therapist`,
    );
  } finally {
    await server.stop();
  }
}
