import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDemoMailbox, createLog } from '@otklik/adapters';
import { joinEmbedded } from '@otklik/db';
import { runDueJobs } from '@otklik/jobs';
import { movableClock } from '@otklik/kernel';
import { assemble } from '../../apps/server/src/assemble.ts';
import { allJobs } from '../../apps/server/src/modules.ts';
import { readSettings } from '../../apps/server/src/settings.ts';
import { confirmOn, fileOn, newLedger, post } from '../support/crash-clients.ts';
import { openFindings, type CaseFinding } from '../support/crash-findings.ts';
import {
  freePort,
  postmasterPid,
  runLive,
  startLive,
  until,
  type LiveServer,
  type LiveSettings,
} from '../support/live-server.ts';
import { copyReadyFolder } from '../support/ready-folder.ts';

// The promise (docs/reference/threat-model.md): nothing acknowledged is lost, nothing is done twice.
const KILLS_SERVING = 20;
const KILLS_STARTING = 2;
const CLIENTS = 5;
const LEASE_OVER_MS = 6 * 60_000;

const dataDir = mkdtempSync(join(tmpdir(), 'otklik-crash-'));
const mailbox = join(dataDir, 'mailbox');
const ledger = newLedger();
let live: LiveSettings;
let base = '';
let apiKey = '';
let server: LiveServer | null = null;
const killed = { serving: 0, starting: 0, withDatabase: 0 };

const killHard = (pid: number | null): void => {
  try {
    if (pid !== null) process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
};

/** Now and then it does not even come up: starting again must bear that too. */
async function killStarting(): Promise<void> {
  server = startLive(live);
  await sleep(200 + Math.random() * 700);
  server.kill('SIGKILL');
  await server.ended;
  killed.starting += 1;
}

/** Starts the server, lets the clients work a moment, and kills it at some point of that. */
async function killServing(round: number): Promise<void> {
  server = startLive(live);
  await server.ready;
  ledger.databaseDown = false;
  // By progress, not by time: a slow machine is under load as well.
  const enough = ledger.filed.length + 2 + Math.random() * 3;
  await until('work to interrupt', () => ledger.filed.length >= enough, 20_000);
  await sleep(Math.random() * 40);
  const answered = await fetch(`${base}/healthz`).then(({ status }) => status);
  expect(answered).toBe(200);
  const database = round % 4 === 0 ? await postmasterPid(dataDir) : null;
  ledger.databaseDown = database !== null;
  server.kill('SIGKILL');
  killed.serving += 1;
  if (database !== null) {
    killHard(database);
    killed.withDatabase += 1;
  }
  await server.ended;
}

beforeAll(async () => {
  copyReadyFolder(dataDir);
  const port = await freePort();
  base = `http://localhost:${port}`;
  live = { dataDir, port, env: { TRUSTED_PROXY_HOPS: '1' } };
  const made = runLive(live, [
    'api-key',
    'create',
    '--name',
    'crash',
    '--scopes',
    'complaints:write',
  ]);
  apiKey = made.at(-1)!;
  const clients = Promise.all([
    ...Array.from({ length: CLIENTS }, () => fileOn(base, apiKey, ledger)),
    confirmOn(base, mailbox, ledger),
    confirmOn(base, mailbox, ledger),
  ]);
  for (let round = 1; round <= KILLS_SERVING; round += 1) {
    if (round % Math.floor(KILLS_SERVING / KILLS_STARTING) === 0) await killStarting();
    await killServing(round);
  }
  // The last time it may live: everybody gets the answer that is still owed.
  server = startLive(live);
  await server.ready;
  ledger.databaseDown = false;
  await until('confirmations', () => ledger.confirmed.size > 20, 60_000);
  ledger.closing = true;
  await clients;
  // About a minute on two free cores; a busy machine may take its time.
}, 300_000);

afterAll(async () => {
  killHard(server?.pid ?? null);
  killHard(await postmasterPid(dataDir));
  rmSync(dataDir, { recursive: true, force: true });
});

describe(`after ${KILLS_SERVING} kills of a serving server under load`, () => {
  let cases: CaseFinding[] = [];

  test('the load was real: complaints were acknowledged, and many had to be sent again', () => {
    expect(ledger.odd).toEqual([]);
    expect(killed).toEqual({
      serving: KILLS_SERVING,
      starting: KILLS_STARTING,
      withDatabase: KILLS_SERVING / 4,
    });
    expect(ledger.filed.length).toBeGreaterThan(KILLS_SERVING * 2);
    expect(ledger.retries).toBeGreaterThan(KILLS_SERVING);
  });

  test('a key sent once more gets the number and the receipt it got before', async () => {
    for (const told of ledger.filed.filter((_, index) => index % 20 === 0)) {
      const again = await post(base, apiKey, told.key, told.body);
      expect(again.status).toBe(201);
      expect(await again.json()).toMatchObject({ number: told.number, receipt: told.receipt });
    }
  });

  test('letters that wait for no lease are delivered, whoever died over them', async () => {
    const { stop, superUrl } = await joinEmbedded({ dataDir, log: () => undefined });
    const findings = await openFindings(superUrl);
    await until(
      'an empty outbox',
      async () => (await findings.letters()).every(({ state }) => state !== 'queued'),
      30_000,
    );
    for (const letter of await findings.letters())
      if (letter.state !== 'sent')
        expect(letter).toMatchObject({ state: 'sending', awaited: true });
    await findings.close();
    await stop();
  });

  test('the server stops in peace', async () => {
    server!.kill('SIGTERM');
    expect(await server!.ended).toEqual({ code: 0, signal: null });
  });

  test('every acknowledged number is there exactly once, and no case that nobody was told of', async () => {
    const embedded = await joinEmbedded({ dataDir, log: () => undefined });
    const findings = await openFindings(embedded.superUrl);
    cases = await findings.cases();
    const [keys, orphans] = [await findings.keys(), await findings.orphans()];
    await findings.close();
    await embedded.stop();
    const told = ledger.filed.map(({ number }) => number).sort();
    expect(new Set(told).size).toBe(told.length);
    expect(cases.map(({ number }) => number).sort()).toEqual(told);
    // One stored answer a complaint, and one a confirmation where its form carries a key.
    expect(keys).toBeGreaterThanOrEqual(told.length);
    expect(orphans).toBe(0);
  });

  test('no case is half done', () => {
    for (const row of cases) {
      const submitted = row.state === 'submitted';
      if (!submitted) expect(row.state).toBe('draft');
      expect(row).toMatchObject({
        complaints: 1,
        version: submitted ? 2 : 1,
        entries: submitted ? 2 : 1,
        clocks: submitted ? 1 : 0,
        filings_audited: 1,
        confirmation_letters: 1,
        submission_letters: submitted ? 1 : 0,
        email_known: true,
      });
      expect(row.confirmations_audited > 0).toBe(submitted);
    }
    const submitted = new Set(
      cases.filter((row) => row.state === 'submitted').map((row) => row.number),
    );
    for (const number of ledger.confirmed) expect(submitted).toContain(number);
  });

  test('minutes later the act log is whole and every letter was delivered', async () => {
    const clock = movableClock(new Date(Date.now() + LEASE_OVER_MS));
    const log = createLog({ write: () => undefined });
    const installation = await assemble({
      settings: readSettings({ DATA_DIR: dataDir, PORT: String(live.port) }),
      log,
      hold: 'join',
      clock,
    });
    try {
      await installation.database.sealAudit();
      const verdict = await installation.database.verifyAudit('RU-MOW');
      expect(verdict).toMatchObject({ firstBad: null, unsealed: 0 });
      expect(verdict.rows).toBeGreaterThan(ledger.filed.length);
      const { superUrl, stop } = await joinEmbedded({ dataDir, log: () => undefined });
      const findings = await openFindings(superUrl);
      await findings.bringForward();
      await runDueJobs({
        jobsUrl: installation.database.jobsUrl,
        app: installation.app,
        jobs: allJobs,
      });
      const letters = await findings.letters();
      await findings.close();
      await stop();
      expect(letters.filter(({ state }) => state !== 'sent')).toEqual([]);
      const kept = new Set(
        (await createDemoMailbox({ folder: mailbox }).list()).map(({ id }) => id),
      );
      expect(letters.filter(({ id }) => !kept.has(id))).toEqual([]);
    } finally {
      await installation.close();
    }
  });
});
