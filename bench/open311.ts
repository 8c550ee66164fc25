import { Agent, get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { median, quantile } from '@otklik/stats';
import { createListener } from '../apps/server/src/http/listener.ts';
import { openApi } from '../apps/server/src/http/api.ts';
import type { Installation } from '../apps/server/src/assemble.ts';
import { seedIfEmpty } from '../apps/server/src/seed/seed.ts';
import { driveBare } from './bare.ts';
import { withBenchInstallation } from './installation.ts';
import { recordedAll, whileRecording } from './recording.ts';

const AT_ONCE = 16;
const ROUNDS = 3;
const RATIO_MIN = 0.25;
const READS_MIN_per_s = 100;
const RECORDS = 1000;
const CASES = 2500;
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

async function answered(address: string, init?: RequestInit, status = 200): Promise<string> {
  const response = await fetch(address, init);
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} ${text.slice(0, 300)}`);
  return text;
}

const filing = (key: string, n: number): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    api_key: key,
    service_code: 'wait-at-door-over-1h',
    address_id: 'msk-a-001-v',
    description: `Записалась на девять утра, вошла в кабинет только в половине двенадцатого. Случай ${n}.`,
    'attribute[appointed_at]': '2026-06-10T09:00:00+03:00',
    'attribute[started_at]': '2026-06-10T11:30:00+03:00',
    email: `open311-${n}@bench.example`,
  }).toString(),
});

/** `POST /requests` through the door against the statements that one of them sends, driven bare. */
async function filings(it: Installation, base: string, seconds: number): Promise<boolean> {
  const cli = { kind: 'system', region: it.settings.region, name: 'cli' } as const;
  const keys: string[] = [];
  for (let at = 0; at < AT_ONCE; at += 1) {
    const quota = { perHour: 100_000, perDay: 1_000_000 };
    const name = `neighbour ${at}`;
    const { key } = await it.accounts.createApiKey(cli, {
      name,
      scopes: ['complaints:write'],
      ...quota,
    });
    keys.push(key);
  }
  let n = 0;
  const post = async (worker: number): Promise<void> => {
    n += 1;
    await answered(`${base}${JSON_LIST}`, filing(keys[worker]!, n), 201);
  };
  // Every key has been seen today, as a neighbour's is.
  for (let worker = 0; worker < AT_ONCE; worker += 1) await post(worker);
  const since = new Date();
  const statements = await whileRecording(() => recordedAll(() => post(0)));
  const bare = await driveBare({
    url: it.database.appUrl,
    statements,
    since,
    clients: AT_ONCE,
    seconds,
  });
  console.log(`One POST is ${statements.length} statements; reference: ${bare.driver}.`);
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const door = await rate(seconds, AT_ONCE, post);
    const reference = await bare.rate();
    ratios.push(door.per_s / reference);
    console.log(
      `round ${round}: door ${door.per_s.toFixed(0)}/s, bare ${reference.toFixed(0)}/s, ratio ${ratios.at(-1)!.toFixed(2)}`,
    );
  }
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
 * Open311 through the real door of HTTP in this process, 16 at once: `open311 [SECONDS [DATA_DIR]]`, seconds of
 * each measured part, over a small past of its own or a seeded city, to which filings are added.
 */
export async function main([seconds = '8', dataDir]: string[]): Promise<void> {
  await withBenchInstallation(async (it) => {
    if (!dataDir)
      await seedIfEmpty(it, 'demo', console.log, { cases_count: CASES, days_count: 80 });
    await served(it, async (base) => {
      const fast = await readings(it, base, Number(seconds));
      const good = await filings(it, base, Number(seconds));
      if (!fast || !good) process.exitCode = 1;
    });
  }, dataDir);
}
