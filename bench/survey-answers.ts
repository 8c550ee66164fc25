import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '@otklik/adapters';
import { passwordOf, urlFor } from '@otklik/db';
import { median } from '@otklik/stats';
import { assemble } from '../apps/server/src/assemble.ts';
import { importFirstData } from '../apps/server/src/first-data.ts';
import { openApi } from '../apps/server/src/http/api.ts';
import { createListener } from '../apps/server/src/http/listener.ts';
import { openPages } from '../apps/server/src/http/pages.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import { byFhir, byForm, type Answer } from './answers/doors.ts';
import { counted, dropBareBoxes, invite, type Invited } from './answers/invited.ts';
import { driveBare } from './bare.ts';
import { percentile } from './load/open-loop.ts';
import { startServing } from './load/serving.ts';
import { recordedAll, whileRecording } from './recording.ts';
import type { Drawn, Statement } from './statements.ts';

const PORT = 8107;
const AT_ONCE = 16;
const ROUNDS = 3;
const WANTED = { ratio: 0.25, per_s: 1040, p95_ms: 100 } as const;
const LOAD_SHARE = 0.6;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
const BARE = 100_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Recorded {
  readonly statements: readonly Statement[];
  readonly since: Date;
  readonly drawn: Drawn;
}

/** What differs between two answers, value by value, is somebody's own: a repetition draws it anew. */
function drawnFrom(one: readonly Statement[], other: readonly Statement[], token: string): Drawn {
  const sets = [`\\set bench random(1, ${BARE})`];
  const of = new Map<string, string>();
  for (const [at, { values }] of one.entries())
    for (const [n, value] of values.entries()) {
      const beside = other[at]?.values[n];
      if (typeof value !== 'string' || value === beside || of.has(value)) continue;
      if (value === token) of.set(value, `('bench' || :bench::text)`);
      // A place's id is of another version: it stays. Behind a select, so that it is drawn once and an index serves.
      else if (UUID.test(value)) {
        if (value[14] === '4') of.set(value, '(select gen_random_uuid())');
      } else if (/^[\w-]{20,43}$/.test(value)) {
        sets.push(`\\set own${of.size} random(1, 9000000000000000000)`);
        of.set(value, `('b' || :own${of.size}::text)`);
      }
    }
  return { sets, of };
}

/** A folder with people who were asked, and the statements that one answer by each door is. */
async function prepare(dataDir: string, tokens_count: number) {
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
  const settings = readSettings({ DATA_DIR: dataDir, PORT: String(PORT), TRUSTED_PROXY_HOPS: '1' });
  const it = await assemble({ settings, log, hold: 'serve' });
  try {
    await importFirstData(it);
    const url = it.database.appUrl;
    const began = performance.now();
    const invited = await invite(url, settings.region, { tokens_count, bare_count: BARE });
    say(
      `${tokens_count + BARE} people asked, in ${((performance.now() - began) / 1000).toFixed(0)} s`,
    );
    const tokens = [...invited.tokens];
    const web = await openPages(it);
    const mounts = { web, prefixes: openApi(it) };
    const server = createListener(
      it,
      mounts,
      () => PORT,
      () => true,
    );
    await new Promise<void>((resolve) => server.listen(PORT, '127.0.0.1', resolve));
    const agent = new Agent({ keepAlive: true });
    const record = async (answer: Answer): Promise<Recorded> => {
      const since = new Date();
      const once = async () => {
        const token = tokens.pop()!;
        await answer(agent, `http://127.0.0.1:${PORT}`, token);
      };
      // Forms are read once, plans made once: what the third does is what everybody's does.
      await once();
      const [one, other] = await whileRecording(async () => [
        await recordedAll(once),
        await recordedAll(once),
      ]);
      const spent = one!.find(({ text }) => text.includes('survey_tokens'))!;
      const token = spent.values.find(
        (value) => typeof value === 'string' && /^[\w-]{43}$/.test(value),
      ) as string;
      return { statements: one!, since, drawn: drawnFrom(one!, other!, token) };
    };
    const recorded = {
      fhir: await record(byFhir(invited.formVersion)),
      form: await record(byForm),
    };
    agent.destroy();
    server.closeAllConnections();
    server.close();
    const role = decodeURIComponent(new URL(url).username).replace(/_app$/, '_answers');
    const urls = { app: url, answers: urlFor(url, role, passwordOf(it.app.ports.keys, role)) };
    return { urls, region: settings.region, recorded, invited: { ...invited, tokens } };
  } finally {
    await it.close();
  }
}

/** 16 at once for some seconds. */
async function atOnce(base: string, tokens: string[], answer: Answer, seconds: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const started = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() - started < seconds * 1000 && tokens.length > 0) {
        await answer(agent, base, tokens.pop()!);
        done += 1;
      }
    }),
  );
  agent.destroy();
  return { done, per_s: done / ((performance.now() - started) / 1000) };
}

/** At a constant rate, whoever waits: the time of each from the moment it was due. */
async function steadily(
  base: string,
  tokens: string[],
  answer: Answer,
  { per_s, seconds }: { readonly per_s: number; readonly seconds: number },
) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const took_ms: number[] = [];
  const running: Promise<void>[] = [];
  const started = performance.now();
  const total = Math.min(tokens.length, Math.floor(per_s * seconds));
  for (let sent = 0; sent < total;) {
    const now = performance.now() - started;
    for (; sent < total && (sent * 1000) / per_s <= now; sent += 1) {
      const due = started + (sent * 1000) / per_s;
      running.push(
        answer(agent, base, tokens.pop()!).then(() => void took_ms.push(performance.now() - due)),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(running);
  agent.destroy();
  return took_ms.toSorted((a, b) => a - b);
}

/**
 * Answers over HTTP, 16 at once, durable, against the same statements bare, then at a constant rate; counted
 * afterwards: `survey-answers [--seconds 8] [--steady 60] [--door fhir|form] [--people 60000]`.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '8' },
      steady: { type: 'string', default: '60' },
      people: { type: 'string', default: '60000' },
      door: { type: 'string' },
    },
  });
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-bench-'));
  try {
    const { urls, region, recorded, invited } = await prepare(dataDir, Number(values.people));
    Object.assign(process.env, { TRUSTED_PROXY_HOPS: '1', DEMO_SEED: 'off' });
    const serving = await startServing(dataDir, PORT);
    try {
      const doors = { fhir: byFhir(invited.formVersion), form: byForm } as const;
      for (const door of ['fhir', 'form'] as const)
        if (values.door === undefined || values.door === door)
          await measure({
            door,
            answer: doors[door],
            base: serving.base,
            urls,
            region,
            recorded: recorded[door],
            invited,
            seconds: Number(values.seconds),
            steady_s: Number(values.steady),
          });
    } finally {
      await serving.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Measured {
  readonly door: string;
  readonly answer: Answer;
  readonly base: string;
  readonly urls: { readonly app: string; readonly answers: string };
  readonly region: string;
  readonly recorded: Recorded;
  readonly invited: Omit<Invited, 'tokens'> & { readonly tokens: string[] };
  readonly seconds: number;
  readonly steady_s: number;
}

async function measure(one: Measured): Promise<void> {
  const { door, answer, base, urls, region, recorded, invited, seconds, steady_s } = one;
  const { tokens } = invited;
  if (process.env['OTKLIK_SHOW'])
    for (const { text } of recorded.statements)
      say(`    ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`);
  const bare = await driveBare({ url: urls.app, ...recorded, clients: AT_ONCE, seconds });
  say(`${door}: one answer is ${recorded.statements.length} statements; reference: ${bare.driver}`);
  await atOnce(base, tokens, answer, 2);
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const before = await counted(urls, region);
    const { done, per_s } = await atOnce(base, tokens, answer, seconds);
    const after = await counted(urls, region);
    const lost = done - (after.boxes - before.boxes);
    const twice = after.spent - before.spent - done;
    const reference = await bare.rate();
    await dropBareBoxes(urls.answers, region);
    ratios.push(per_s / reference);
    rates.push(per_s);
    say(
      `  round ${round}: door ${per_s.toFixed(0)}/s, bare ${reference.toFixed(0)}/s, ratio ${(per_s / reference).toFixed(2)}; of ${done} answers ${lost} lost, ${twice} invitations spent beside`,
    );
    if (lost !== 0 || twice !== 0) process.exitCode = 1;
  }
  const ratio = median(ratios);
  say(
    `${door}: ratio ${ratio.toFixed(2)} (wanted ≥ ${WANTED.ratio}), ${median(rates).toFixed(0)} answers a second (wanted > ${WANTED.per_s}), medians of ${ROUNDS}`,
  );
  if (!(ratio >= WANTED.ratio)) process.exitCode = 1;
  if (steady_s === 0) return;
  const per_s = Math.round(median(rates) * LOAD_SHARE);
  const took_ms = await steadily(base, tokens, answer, { per_s, seconds: steady_s });
  say(
    `${door}: ${took_ms.length} at a constant ${per_s}/s: p50 ${percentile(took_ms, 0.5).toFixed(0)} ms, p95 ${percentile(took_ms, 0.95).toFixed(0)} ms, p99 ${percentile(took_ms, 0.99).toFixed(0)} ms (wanted p95 < ${WANTED.p95_ms} ms)`,
  );
  if (!(percentile(took_ms, 0.95) < WANTED.p95_ms)) process.exitCode = 1;
}
