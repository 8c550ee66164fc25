import { parseArgs } from 'node:util';
import { createLog } from '@otklik/adapters';
import { assemble } from '../apps/server/src/assemble.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import { draw } from './load/drawn.ts';
import { drive, percentile, type Measured } from './load/open-loop.ts';
import { pageKinds, type PageKind, type Sessions } from './load/pages.ts';
import { byQuarter, processor_s, resident_MB, startServing, type Serving } from './load/serving.ts';
import { signInBy } from './load/session.ts';

const PORT = 8105;
const RATE_per_s = 50;
const WARM_s = 3;
const SEED = 2026;

/** What addresses are made of and who asks for them; its own connections are closed before the load. */
async function prepare(dataDir: string, base: string, only: string) {
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const settings = readSettings({ DATA_DIR: dataDir, PORT: String(PORT) });
  const installation = await assemble({ settings, log, hold: 'join' });
  try {
    const { accounts, database } = installation;
    const drawn = await draw(database.appUrl, settings.region, SEED);
    const sessions: Record<keyof Sessions, string> = {
      moderator: '',
      executor: '',
      controller: '',
    };
    const named = (kinds: readonly PageKind[]) =>
      kinds.filter(({ name }) => only.split(';').some((words) => name.includes(words)));
    const asked = named(pageKinds(drawn, sessions, SEED));
    // Links to sign in are limited: who measures public pages again and again needs none.
    if (!asked.some(({ name }) => name.startsWith('desk'))) return asked;
    for (const role of ['moderator', 'executor', 'controller'] as const)
      sessions[role] = await signInBy(base, await accounts.signInLinkFor(settings.region, role));
    return named(pageKinds(drawn, sessions, SEED));
  } finally {
    await installation.close();
  }
}

function tell(kind: PageKind, { took_ms, failed_count, faults, bytes }: Measured, used: number) {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(took_ms, share).toFixed(0));
  const fine = Number(p95) < kind.wanted_ms && failed_count === 0;
  if (!fine) process.exitCode = 1;
  console.log(
    `${fine ? 'ok  ' : 'OVER'} ${kind.name.padEnd(32)} p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms (wanted p95 < ${kind.wanted_ms}); ${failed_count} of ${took_ms.length} failed; ${(bytes / took_ms.length / 1000).toFixed(1)} kB; server at ${used.toFixed(2)} of a core`,
  );
  for (const [what, path] of faults) console.log(`       ${what}, first at ${path}`);
}

async function measure(server: Serving, kind: PageKind, seconds: number): Promise<void> {
  await drive(server.base, kind.next, { rate_per_s: RATE_per_s / 2, seconds: WARM_s });
  const [began, before] = [performance.now(), processor_s(server.pid)];
  const measured = await drive(server.base, kind.next, { rate_per_s: RATE_per_s, seconds });
  const took_s = (performance.now() - began) / 1000;
  tell(kind, measured, (processor_s(server.pid) - before) / took_s);
}

/**
 * Pages of an installation at a constant 50 requests a second each kind by itself, the server, its
 * database and this generator on the same cores: `volume DATA_DIR [--seconds 60] [--only WORDS;WORDS]`.
 */
export async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seconds: { type: 'string', default: '60' }, only: { type: 'string', default: '' } },
  });
  const [dataDir] = positionals;
  if (!dataDir) {
    console.log('volume DATA_DIR [--seconds 60] [--only WORDS;WORDS]: of a seeded demonstration');
    return;
  }
  const server = await startServing(dataDir, PORT);
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(resident_MB(server.pid)), 1000);
  try {
    const kinds = await prepare(dataDir, server.base, values.only);
    console.log(`${RATE_per_s} requests a second, ${values.seconds} s each kind, open loop`);
    for (const kind of kinds) await measure(server, kind, Number(values.seconds));
    const { peaks, growth } = byQuarter(samples);
    console.log(
      `memory of the server: peak by quarter ${peaks.map((peak) => peak.toFixed(0)).join(', ')} MB; last/second ${growth.toFixed(2)} (flat: ≤ 1.15)`,
    );
  } finally {
    clearInterval(sampling);
    await server.stop();
  }
}
