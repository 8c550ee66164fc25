import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '@otklik/adapters';
import { systemScope } from '@otklik/kernel';
import { clinicsOf, todayOf } from '@otklik/registry';
import { median } from '@otklik/stats';
import { importAnswers } from '@otklik/survey-answers';
import { assemble, type Installation } from '../apps/server/src/assemble.ts';
import { importFirstData } from '../apps/server/src/first-data.ts';
import { openLive } from '../apps/server/src/http/live.ts';
import { pastAnswers } from '../apps/server/src/seed/survey-answers-past.ts';
import { demoScenes, seedSurveyPast } from '../apps/server/src/seed/survey-past.ts';
import { employStaff } from '../apps/server/src/seed/staff.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import { drive, percentile } from './load/open-loop.ts';
import { commandLine, startServing } from './load/serving.ts';
import { signInBy } from './load/session.ts';

const PORT = 8106;
const SEED = 2026;
const DAYS = 120;
const CLINICS = 110;
const RATE_per_s = 50;
const WARM_s = 5;
const P95_MAX_ms = 60;
const OPEN_PAGES = 50;
const BATCH_ANSWERS = 1000;
const EVENT_MAX_ms = 2000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function open(dataDir: string): Promise<Installation> {
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
  const settings = readSettings({ DATA_DIR: dataDir, PORT: String(PORT) });
  return assemble({ settings, log, hold: 'serve' });
}

/** Invents the answers. @returns seconds that it took */
async function fill(installation: Installation, answers_count: number): Promise<number> {
  await importFirstData(installation);
  const { app, settings } = installation;
  await app.store.withScope(systemScope(settings.region, 'simulation'), async (tx) => {
    const clinics = (await clinicsOf(tx)).filter(({ demo }) => demo);
    await employStaff(tx, clinics);
  });
  const began = performance.now();
  await seedSurveyPast(installation, {
    seed: SEED,
    until: app.clock.now(),
    days_count: DAYS,
    answers_count,
    clinics_max: CLINICS,
  });
  return (performance.now() - began) / 1000;
}

type Page = readonly [name: string, path: string, cookie: string];

/** Whoever asks is known, but for the public page, which must not be a kept one. */
async function load(base: string, seconds: number, [name, path, cookie]: Page): Promise<void> {
  const like = () => ({ path, cookie });
  await drive(base, like, { rate_per_s: RATE_per_s / 5, seconds: WARM_s });
  const { took_ms, failed_count, faults } = await drive(base, like, {
    rate_per_s: RATE_per_s,
    seconds,
  });
  const ms = (share: number): string => percentile(took_ms, share).toFixed(1);
  const limit = name === 'place' ? ` (p95 < ${P95_MAX_ms} ms)` : '';
  say(
    `${name}: ${took_ms.length} in ${seconds} s, p50 ${ms(0.5)} ms, p95 ${ms(0.95)} ms, worst ${ms(1)} ms, failed ${failed_count}${limit}`,
  );
  for (const [fault, at] of faults) say(`  ${fault} at ${at}`);
}

/** From the commit of a release to its event on each open page, milliseconds. */
async function batchToPages(installation: Installation, code: string): Promise<void> {
  const { app, settings, accounts } = installation;
  const live = openLive(installation, { open_max: 200, open_of_one_max: 200 });
  const server: Server = createServer((request, response) => void live.handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const visitor = { kind: 'visitor', region: settings.region, origin: 'bench' } as const;
  const link = await accounts.signInLinkFor(settings.region, 'coordinator');
  const token = new URL(link).pathname.split('/').at(-1)!;
  const { setCookies } = await accounts.completeSignIn(visitor, { token, userAgent: null });
  const cookie = setCookies.map((line) => line.split(';', 1)[0]).join('; ');
  const heard = Array.from({ length: OPEN_PAGES }, () => Promise.withResolvers<number>());
  await Promise.all(
    heard.map(
      ({ resolve }) =>
        new Promise<void>((ready, fail) => {
          get(
            { host: '127.0.0.1', port, path: `/live/surveys/${code}`, headers: { cookie } },
            (answer) => {
              answer.on('data', (chunk: Buffer) => {
                if (chunk.includes('event: release')) resolve(performance.now());
                else ready();
              });
            },
          ).once('error', fail);
        }),
    ),
  );
  live.start();
  const scenes = await demoScenes(installation, SEED, CLINICS);
  const shape = { until: app.clock.now(), days_count: 14, answers_count: BATCH_ANSWERS };
  // A folder that is used again has the batch of the run before.
  const answers = [...pastAnswers(Math.trunc(Date.now() / 1000), scenes, shape)];
  const scope = systemScope(settings.region, 'simulation');
  // The region's own day: a batch of another day would not be the newest.
  const today = await app.store.withScope(scope, todayOf);
  await app.store.withScope(scope, (tx) => importAnswers(app, tx, answers, today), {
    as: 'answers',
  });
  const released = performance.now();
  const took = (await Promise.all(heard.map(({ promise }) => promise))).map((at) => at - released);
  say(
    `${answers.length} answers released, ${OPEN_PAGES} open pages: median ${median(took).toFixed(0)} ms, worst ${Math.max(...took).toFixed(0)} ms (≤ ${EVENT_MAX_ms} ms)`,
  );
  live.close();
  server.closeAllConnections();
  server.close();
}

/**
 * A region of a million answers: from a release to the open pages, then its pages at a constant rate. A folder that is
 * named is kept, filled once and used again: `survey-dashboard [--answers 1000000] [--seconds 60] [--data DIR]`.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      answers: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '60' },
      data: { type: 'string' },
    },
  });
  const isFilled = values.data !== undefined && existsSync(values.data);
  if (values.data !== undefined) mkdirSync(values.data, { recursive: true });
  const dataDir = values.data ?? mkdtempSync(join(tmpdir(), 'otklik-bench-'));
  try {
    const installation = await open(dataDir);
    if (!isFilled) {
      const took = await fill(installation, Number(values.answers));
      say(`${values.answers} answers invented in ${took.toFixed(0)} s`);
    }
    const scenes = await demoScenes(installation, SEED, CLINICS);
    const { code } = scenes.toSorted((a, b) => b.load - a.load)[0]!;
    await batchToPages(installation, code);
    await installation.close();
    process.env.DEMO_SEED = 'off';
    const serving = await startServing(dataDir, PORT);
    try {
      const link = await commandLine(dataDir, ['sign-in', 'coordinator']);
      const address = /https?:\/\/\S+/.exec(link)![0];
      const cookie = await signInBy(serving.base, address);
      const pages: readonly Page[] = [
        ['place', `/desk/surveys/${code}`, cookie],
        ['public page, made anew', `/clinics/${code}/survey`, cookie],
        ['public page, kept', `/clinics/${code}/survey`, ''],
        [`comparison of ${CLINICS} places`, '/desk/surveys/compare', cookie],
      ];
      for (const page of pages) await load(serving.base, Number(values.seconds), page);
    } finally {
      await serving.stop();
    }
  } finally {
    if (values.data === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}
