import { median } from '@otklik/stats';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { chromium_args, findChromium } from '../tools/chromium.ts';
import {
  DEBUG_PORT,
  kB,
  lighthouse,
  LIGHTHOUSE_IS_AWAY,
  phone,
  told,
  weigh,
  type Cookies,
  type Scores,
} from './load/first-visit.ts';

const MAIN = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));
const PORT = 8097;
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

/** Goes through the form up to the details, as people do: the cookies of such a draft. */
async function draftCookies(browser: Browser): Promise<Cookies> {
  const context = await phone(browser, BASE);
  const page = await context.newPage();
  await page.goto(BEGINNING);
  await page.check(`input[value=${TOPIC}]`);
  await page.locator('main form[method=post i] button').last().click();
  await page.waitForURL(/\/complaints\/new\/details/);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

async function measure(browser: Browser, step: (typeof STEPS)[number], cookies: Cookies) {
  const weight = await weigh(browser, BASE, step.path, cookies);
  console.log(`form, ${step.name}: ${told(weight)}; wanted ≤ ${kB(SIZE_MAX_bytes)}`);
  if (weight.total > SIZE_MAX_bytes) process.exitCode = 1;
  const scores: Scores[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const score = await lighthouse(BASE, step.path, cookies);
    if (!score) break;
    scores.push(score);
  }
  const middle = (of: keyof Scores) => median(scores.map((one) => one[of]));
  console.log(
    scores.length === RUNS
      ? `form, ${step.name}: Lighthouse mobile, median of ${RUNS}: performance ${middle('performance')}, accessibility ${middle('accessibility')} (wanted ≥ 95, 100)`
      : LIGHTHOUSE_IS_AWAY,
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
