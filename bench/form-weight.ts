import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@otklik/adapters';
import { median } from '@otklik/stats';
import pg from 'pg';
import { chromium, type Browser } from 'playwright-core';
import { assemble } from '../apps/server/src/assemble.ts';
import { importFirstData } from '../apps/server/src/first-data.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import { chromium_args, findChromium } from '../tools/chromium.ts';
import { invite } from './answers/invited.ts';
import {
  DEBUG_PORT,
  kB,
  lighthouse,
  LIGHTHOUSE_IS_AWAY,
  told,
  weigh,
  type Cookies,
  type Scores,
} from './load/first-visit.ts';
import { startServing } from './load/serving.ts';

const PORT = 8108;
const RUNS = 3;
const HTML_MAX_bytes = 15_000;
const TOTAL_MAX_bytes = 80_000;

interface Link {
  readonly form: string;
  readonly token: string;
}

/** A link to each form that the region asks with. */
async function links(dataDir: string): Promise<Link[]> {
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
  const settings = readSettings({ DATA_DIR: dataDir, PORT: String(PORT) });
  const it = await assemble({ settings, log, hold: 'serve' });
  try {
    await importFirstData(it);
    const url = it.database.appUrl;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(`select set_config('app.region', $1, false)`, [settings.region]);
      const { rows: forms } = await client.query<{ form_id: string; version: string; url: string }>(
        `select distinct u.form_id, u.version, f.url from survey_form_uses u
           join survey_forms f on f.region_id = u.region_id and f.id = u.form_id order by f.url`,
      );
      const made: Link[] = [];
      for (const { form_id: form, version, url: name } of forms) {
        const { tokens } = await invite(url, settings.region, { tokens_count: 1, bare_count: 0 });
        await client.query(
          `update survey_invitations set form_id = $1, form_version = $2 where id = (select invitation_id
             from survey_tokens order by ctid desc limit 1)`,
          [form, version],
        );
        made.push({ form: name.split('/').at(-1)!, token: tokens[0]! });
      }
      return made;
    } finally {
      await client.end();
    }
  } finally {
    await it.close();
  }
}

/** Median scores on a phone; null where Lighthouse is not at hand. */
async function scored(base: string, path: string, cookies: Cookies): Promise<Scores | null> {
  const scores: Scores[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const one = await lighthouse(base, path, cookies);
    if (!one) return null;
    scores.push(one);
  }
  const middle = (of: keyof Scores) => median(scores.map((one) => one[of]))!;
  return { performance: middle('performance'), accessibility: middle('accessibility') };
}

/** The page that a link in a letter opens. Its address is a secret: no line names it. */
async function measure(browser: Browser, base: string, { form, token }: Link): Promise<void> {
  const path = `/survey/${token}`;
  const weight = await weigh(browser, base, path);
  console.log(
    `${form}: ${told(weight)}; wanted ≤ ${kB(TOTAL_MAX_bytes)}, HTML ≤ ${kB(HTML_MAX_bytes)}`,
  );
  if (weight.total > TOTAL_MAX_bytes || weight.html > HTML_MAX_bytes) process.exitCode = 1;
  const scores = await scored(base, path, []);
  console.log(
    scores
      ? `${form}: Lighthouse mobile, median of ${RUNS}: performance ${scores.performance}, accessibility ${scores.accessibility} (wanted ≥ 95, 100)`
      : LIGHTHOUSE_IS_AWAY,
  );
}

/** Weight of the first page of every form of the region, at a first visit, and Lighthouse's mobile scores. */
export async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-weight-'));
  try {
    const made = await links(dataDir);
    process.env.DEMO_SEED = 'off';
    const serving = await startServing(dataDir, PORT);
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: [...chromium_args, `--remote-debugging-port=${DEBUG_PORT}`],
    });
    try {
      for (const link of made) await measure(browser, serving.base, link);
    } finally {
      await browser.close();
      await serving.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
