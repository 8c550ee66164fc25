import { median } from '@otklik/stats';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromium_args, findChromium } from '../tools/chromium.ts';

const MAIN = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));
const PORT = 8097;
const DEBUG_PORT = 9333;
const RUNS = 5;
// The step with the topic's own questions and the two boxes: the heaviest page of the form.
const PAGE = `http://localhost:${PORT}/complaints/new?clinic=msk-a-001-x`;

interface Scores {
  readonly performance: number;
  readonly accessibility: number;
}

/** Lighthouse is not a dependency (it brings 200 packages): `npm install --no-save lighthouse@13.5.0`. */
async function lighthouse(url: string): Promise<Scores | null> {
  const name = 'lighthouse';
  const found = (await import(name).catch(() => null)) as {
    default: (
      url: string,
      flags: object,
    ) => Promise<{ lhr: { categories: Record<string, { score: number }> } }>;
  } | null;
  if (!found) return null;
  const { lhr } = await found.default(url, {
    port: DEBUG_PORT,
    output: 'json',
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility'],
  });
  const score = (category: string) => Math.round(lhr.categories[category]!.score * 100);
  return { performance: score('performance'), accessibility: score('accessibility') };
}

/** Bytes of a first visit over the wire, headers included, and Lighthouse's mobile scores. */
export async function main([url = PAGE]: string[]): Promise<void> {
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
    const page = await (
      await browser.newContext({ viewport: { width: 360, height: 740 } })
    ).newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    const types = new Map<string, string>();
    const bytes = new Map<string, number>();
    session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const type = types.get(requestId) ?? 'Other';
      bytes.set(type, (bytes.get(type) ?? 0) + encodedDataLength);
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
    const parts = [...bytes]
      .map(([type, size]) => `${type} ${(size / 1000).toFixed(1)}`)
      .join(', ');
    console.log(
      `form page: ${(total / 1000).toFixed(1)} kB over the wire (${parts}); wanted ≤ 90 kB`,
    );
    if (total > 90_000) process.exitCode = 1;
    const scores: Scores[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const score = await lighthouse(url);
      if (!score) break;
      scores.push(score);
    }
    if (scores.length === RUNS)
      console.log(
        `Lighthouse mobile, median of ${RUNS}: performance ${median(scores.map((s) => s.performance))}, accessibility ${median(scores.map((s) => s.accessibility))} (wanted ≥ 95, 100)`,
      );
    else console.log('Lighthouse is not installed here: npm install --no-save lighthouse@13.5.0');
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(dataDir, { recursive: true, force: true });
  }
}
