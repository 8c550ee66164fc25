import { fork } from 'node:child_process';
import { Agent, get, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { median, quantile } from '@otklik/stats';
import { createListener } from '../apps/server/src/http/listener.ts';
import { openApi } from '../apps/server/src/http/api.ts';
import type { Installation } from '../apps/server/src/assemble.ts';
import { seedIfEmpty } from '../apps/server/src/seed/seed.ts';
import { driveBare } from './bare.ts';
import { withBenchInstallation } from './installation.ts';
import { filing, post, type Filed, type Round } from './load/neighbours.ts';
import { recordedAll, whileRecording } from './recording.ts';

const AT_ONCE = 16;
const ROUNDS = 3;
const RATIO_MIN = 0.25;
const READS_MIN_per_s = 100;
const RECORDS = 1000;
const CASES = 2500;
const NEIGHBOURS = fileURLToPath(new URL('./load/neighbours.ts', import.meta.url));
const JSON_LIST = '/open311/v2/requests.json';

/** The doors of a running installation on a free port of this process. */
async function served<T>(it: Installation, work: (base: string) => Promise<T>): Promise<T> {
  let port = 0;
  const server = createListener(
    it,
    { web: (_, response) => response.end(), prefixes: openApi(it) },
    () => port,
    () => true,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address && typeof address === 'object') port = address.port;
  try {
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Runs `step` by so many workers for some seconds. @returns steps a second and the time of each, milliseconds */
async function rate(seconds: number, workers: number, step: (worker: number) => Promise<void>) {
  const started = performance.now();
  const until = started + seconds * 1000;
  const took_ms: number[] = [];
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < until) {
        const began = performance.now();
        await step(worker);
        took_ms.push(performance.now() - began);
      }
    }),
  );
  return { per_s: took_ms.length / ((performance.now() - started) / 1000), took_ms };
}

/** A process of its own that files as the neighbours' systems do. */
function neighbours() {
  const child = fork(NEIGHBOURS, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    file: (round: Round) =>
      new Promise<Filed>((resolve, reject) => {
        child.once('message', (told: Filed | { readonly error: string }) =>
          'error' in told ? reject(new Error(told.error)) : resolve(told),
        );
        child.send(round);
      }),
    stop: () => child.kill(),
  };
}

/** `POST /requests` through the door against the statements that one of them sends, driven bare. */
async function filings(it: Installation, base: string, seconds: number): Promise<boolean> {
  const cli = { kind: 'system', region: it.settings.region, name: 'cli' } as const;
  const keys: string[] = [];
  for (let at = 0; at < AT_ONCE; at += 1) {
    const quota = { perHour: 100_000, perDay: 1_000_000 };
    const name = `neighbour ${at} of ${Date.now()}`;
    const { key } = await it.accounts.createApiKey(cli, {
      name,
      scopes: ['complaints:write'],
      ...quota,
    });
    keys.push(key);
  }
  const address = `${base}${JSON_LIST}`;
  const agent = new Agent();
  // Every key has been seen today, as a neighbour's is.
  for (const [at, key] of keys.entries()) await post(address, filing(key, at), agent);
  const since = new Date();
  const statements = await whileRecording(() =>
    recordedAll(() => post(address, filing(keys[0]!, AT_ONCE), agent)),
  );
  const bare = await driveBare({
    url: it.database.appUrl,
    statements,
    since,
    clients: AT_ONCE,
    seconds,
  });
  console.log(`One POST is ${statements.length} statements; reference: ${bare.driver}.`);
  const ratios: number[] = [];
  const load = neighbours();
  let first = 1000;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { filed_count, took_s } = await load.file({ address, keys, seconds, first });
    first += filed_count;
    const per_s = filed_count / took_s;
    const reference = await bare.rate();
    ratios.push(per_s / reference);
    console.log(
      `round ${round}: door ${per_s.toFixed(0)}/s, bare ${reference.toFixed(0)}/s, ratio ${ratios.at(-1)!.toFixed(2)}`,
    );
  }
  load.stop();
  const ratio = median(ratios);
  console.log(
    `open311 POST: ratio ${ratio.toFixed(2)} (median of ${ROUNDS}; wanted ≥ ${RATIO_MIN})`,
  );
  return ratio >= RATIO_MIN;
}

/** Bytes as they come over the wire: reading them as text would measure the reader. */
async function fetched(address: string, packing: 'gzip' | 'identity', agent: Agent) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { 'accept-encoding': packing };
    get(address, { agent, headers }, resolve).once('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${address}`);
  if ((response.headers['content-encoding'] ?? 'identity') !== packing)
    throw new Error(`${address} is not ${packing}`);
  return bytes;
}

const told = (what: string, { per_s, took_ms }: Awaited<ReturnType<typeof rate>>, bytes: number) =>
  console.log(
    `open311 GET ${RECORDS} ${what}: ${per_s.toFixed(0)}/s, p50 ${median(took_ms).toFixed(0)} ms, p95 ${quantile(took_ms, 0.95).toFixed(0)} ms, ${(bytes / 1024).toFixed(0)} KiB each`,
  );

/** `GET /requests` of a thousand records: each made anew, and as the door keeps it for ten seconds. */
async function readings(it: Installation, base: string, seconds: number): Promise<boolean> {
  let fine = true;
  const agent = new Agent({ keepAlive: true });
  for (const format of ['json', 'xml']) {
    const list = `${base}/open311/v2/requests.${format}`;
    const text = gunzipSync(await fetched(list, 'gzip', agent)).toString();
    const records = text.split(format === 'json' ? '"service_request_id"' : '<service_request_id>');
    if (records.length - 1 !== RECORDS)
      throw new Error(`${records.length - 1} records instead of ${RECORDS}`);
    let asked = 0;
    const started = it.app.clock.now().getTime();
    for (const packing of ['gzip', 'identity'] as const) {
      const { length } = await fetched(list, packing, agent);
      // An end of its own makes an address that nobody has asked for yet: nothing kept can answer it.
      const anew = await rate(seconds, AT_ONCE, async () => {
        asked += 1;
        const end = new Date(started - asked * 1000).toISOString();
        await fetched(`${list}?end_date=${encodeURIComponent(end)}`, packing, agent);
      });
      told(`${format} ${packing}, made anew`, anew, length);
      const kept = await rate(seconds, AT_ONCE, async () => {
        await fetched(list, packing, agent);
      });
      told(`${format} ${packing}, kept`, kept, length);
      // What harvesters get is the kept answer; the figure without it is told beside, not in its stead.
      fine &&= kept.per_s >= READS_MIN_per_s;
    }
  }
  agent.destroy();
  console.log(`open311 GET: wanted ≥ ${READS_MIN_per_s}/s of what is kept`);
  return fine;
}

/**
 * Open311 through the real door of HTTP in this process, 16 at once: `open311 [SECONDS [DATA_DIR [GET|POST]]]`, seconds of
 * each measured part, over a small past of its own or a seeded city, to which filings are added.
 */
export async function main([seconds = '8', dataDir, only = '']: string[]): Promise<void> {
  await withBenchInstallation(async (it) => {
    if (!dataDir)
      await seedIfEmpty(it, 'demo', console.log, { cases_count: CASES, days_count: 80 });
    await served(it, async (base) => {
      const fast = only === 'POST' || (await readings(it, base, Number(seconds)));
      const good = only === 'GET' || (await filings(it, base, Number(seconds)));
      if (!fast || !good) process.exitCode = 1;
    });
  }, dataDir);
}
