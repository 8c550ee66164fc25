import { median } from '@otklik/stats';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { chromium_args, findChromium } from '../tools/chromium.ts';

const MAIN = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));
const PORT = 8097;
const DEBUG_PORT = 9333;
const RUNS = 5;
const BASE = `http://localhost:${PORT}`;
const SIZE_MAX_bytes = 90_000;
// Where the form begins for whoever comes from a clinic's page; it leads on to the choice of a topic.
const BEGINNING = '/complaints/new?clinic=msk-a-001-x';
// A topic with two times to give and a breach to show.
const TOPIC = 'wait-at-door-over-1h';

/** The steps that are measured; the details are the heaviest: own questions, breach, what stands there already. */
const STEPS = [
  { name: 'topic', path: '/complaints/new/topic' },
  { name: 'details', path: '/complaints/new/details' },
] as const;

interface Scores {
  readonly performance: number;
  readonly accessibility: number;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

const visit = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ baseURL: BASE, viewport: { width: 360, height: 740 } });

/** Goes through the form up to the details, as people do: the cookies of such a draft. */
async function draftCookies(browser: Browser): Promise<Cookies> {
  const context = await visit(browser);
  const page = await context.newPage();
  await page.goto(BEGINNING);
  await page.check(`input[value=${TOPIC}]`);
  await page.locator('main form[method=post i] button').last().click();
  await page.waitForURL(/\/complaints\/new\/details/);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Kilobytes over the wire, headers included, by kind, of a browser that has nothing of ours but the draft. */
async function weigh(
  browser: Browser,
  path: string,
  cookies: Cookies,
): Promise<ReadonlyMap<string, number>> {
  const context = await visit(browser);
  await context.addCookies(cookies);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const types = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? 'Other';
    bytes.set(type, (bytes.get(type) ?? 0) + encodedDataLength);
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  // A page that leads elsewhere is another page: its weight would say nothing of this one.
  if (new URL(page.url()).pathname !== path) throw new Error(`${path} leads to ${page.url()}`);
  await context.close();
  return bytes;
}

/** Lighthouse is not a dependency (it brings 200 packages): `npm install --no-save lighthouse@13.5.0`. */
async function lighthouse(path: string, cookies: Cookies): Promise<Scores | null> {
  const name = 'lighthouse';
  const found = (await import(name).catch(() => null)) as {
    default: (
      url: string,
      flags: object,
    ) => Promise<{
      lhr: { finalDisplayedUrl: string; categories: Record<string, { score: number }> };
    }>;
  } | null;
  if (!found) return null;
  const { lhr } = await found.default(`${BASE}${path}`, {
    port: DEBUG_PORT,
    output: 'json',
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility'],
    extraHeaders: { Cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') },
  });
  if (new URL(lhr.finalDisplayedUrl).pathname !== path)
    throw new Error(`${path} leads to ${lhr.finalDisplayedUrl}`);
  const score = (category: string) => Math.round(lhr.categories[category]!.score * 100);
  return { performance: score('performance'), accessibility: score('accessibility') };
}

async function measure(browser: Browser, step: (typeof STEPS)[number], cookies: Cookies) {
  const bytes = await weigh(browser, step.path, cookies);
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  const parts = [...bytes].map(([type, size]) => `${type} ${(size / 1000).toFixed(1)}`).join(', ');
  console.log(
    `form, ${step.name}: ${(total / 1000).toFixed(1)} kB over the wire (${parts}); wanted ≤ ${SIZE_MAX_bytes / 1000} kB`,
  );
  if (total > SIZE_MAX_bytes) process.exitCode = 1;
  const scores: Scores[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const score = await lighthouse(step.path, cookies);
    if (!score) break;
    scores.push(score);
  }
  const middle = (of: keyof Scores) => median(scores.map((one) => one[of]));
  console.log(
    scores.length === RUNS
      ? `form, ${step.name}: Lighthouse mobile, median of ${RUNS}: performance ${middle('performance')}, accessibility ${middle('accessibility')} (wanted ≥ 95, 100)`
      : 'Lighthouse is not installed here: npm install --no-save lighthouse@13.5.0',
  );
}

/** Bytes of a first visit over the wire and Lighthouse's mobile scores, of the form's two heavy steps. */
export async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-page-'));
  const server = spawn(process.execPath, [MAIN, 'start'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(PORT) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => {
    server.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('is ready')) resolve();
    });
  });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromium_args, `--remote-debugging-port=${DEBUG_PORT}`],
  });
  try {
    const cookies = await draftCookies(browser);
    for (const step of STEPS) await measure(browser, step, cookies);
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(dataDir, { recursive: true, force: true });
  }
}
