import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import {
  freePort,
  isAlive,
  postmasterPid,
  runLive,
  startLive,
  until,
  type LiveServer,
  type LiveSettings,
} from '../support/live-server.ts';
import { copyReadyFolder } from '../support/ready-folder.ts';

const STOP_WITHIN_MS = 10_000;
const folders: string[] = [];
const servers: LiveServer[] = [];

async function place(how: 'ready' | 'empty' = 'ready'): Promise<LiveSettings> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-stop-'));
  if (how === 'ready') copyReadyFolder(dataDir);
  folders.push(dataDir);
  return { dataDir, port: await freePort() };
}

function start(settings: LiveSettings, command?: string[]): LiveServer {
  const server = startLive(settings, command);
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const server of servers.splice(0)) server.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    const pid = await postmasterPid(folder);
    if (pid !== null && isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

const keyFor = (settings: LiveSettings): string =>
  runLive(settings, ['api-key', 'create', '--name', 'stop', '--scopes', 'complaints:write']).at(
    -1,
  )!;

/** Which process serves a folder, by its own lease. */
const servingPid = (dataDir: string): number =>
  (JSON.parse(readFileSync(join(dataDir, 'postgres/lease.json'), 'utf8')) as { pid: number }).pid;

const BODY = JSON.stringify({
  clinic: 'msk-a-001-v',
  topic: 'wait-at-door-over-1h',
  story: 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.',
  facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  email: 'stopped@example.org',
});

/** A filing whose body comes in two halves; the connection is kept for more, as machines do. */
function slowFiling(port: number, key: string, agent: Agent) {
  let request: ClientRequest | null = null;
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        agent,
        method: 'POST',
        path: '/api/v1/complaints',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${key}`,
          'idempotency-key': 'the-one-that-was-under-way',
        },
      },
      (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString('utf8')));
        response.on('end', () => resolve({ status: response.statusCode!, text }));
      },
    );
    request.on('error', reject);
    request.write(BODY.slice(0, 40));
  });
  return { answer, finish: () => request!.end(BODY.slice(40)) };
}

describe('SIGTERM', () => {
  test('lets the request under way finish, takes no new one, and ends with 0, PostgreSQL too', async () => {
    const settings = await place();
    const key = keyFor(settings);
    const server = start(settings);
    await server.ready;
    const postgres = (await postmasterPid(settings.dataDir))!;
    expect(isAlive(postgres)).toBe(true);
    const agent = new Agent({ keepAlive: true });
    const filing = slowFiling(settings.port, key, agent);
    await sleep(300);
    const asked = performance.now();
    server.kill('SIGTERM');
    await until(
      'a closed door',
      () =>
        fetch(`http://127.0.0.1:${settings.port}/healthz`).then(
          () => false,
          () => true,
        ),
      5000,
    );
    filing.finish();
    const { status, text } = await filing.answer;
    expect([status, text]).toEqual([201, expect.stringContaining('receipt')]);
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(STOP_WITHIN_MS);
    agent.destroy();
    await until('PostgreSQL to be gone', () => !isAlive(postgres), 2000);
  });

  test('does not wait for ever for one who never finishes', async () => {
    const settings = await place();
    const key = keyFor(settings);
    const server = start(settings);
    await server.ready;
    const postgres = (await postmasterPid(settings.dataDir))!;
    const stuck = slowFiling(settings.port, key, new Agent());
    const cut = stuck.answer.catch((error: NodeJS.ErrnoException) => error.code);
    await sleep(300);
    server.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(await cut).toBe('ECONNRESET');
    await until('PostgreSQL to be gone', () => !isAlive(postgres), 2000);
  });

  test('to `npm start` leaves neither node nor PostgreSQL behind', async () => {
    const settings = await place();
    const npm = start(settings, ['npm', 'start']);
    await npm.ready;
    const postgres = (await postmasterPid(settings.dataDir))!;
    const node = servingPid(settings.dataDir);
    expect([isAlive(node), isAlive(postgres), node === npm.pid]).toEqual([true, true, false]);
    npm.kill('SIGTERM');
    await npm.ended;
    await until('node to be gone', () => !isAlive(node), STOP_WITHIN_MS);
    await until('PostgreSQL to be gone', () => !isAlive(postgres), STOP_WITHIN_MS);
  });

  test('is heard at any moment of the start; what was half done the next start finishes', async () => {
    const settings = await place('empty');
    const stopAfter = async (server: LiveServer, moment: () => Promise<unknown>): Promise<void> => {
      await moment();
      const asked = performance.now();
      server.kill('SIGTERM');
      expect(await server.ended, server.output()).toEqual({ code: 0, signal: null });
      expect(performance.now() - asked).toBeLessThan(STOP_WITHIN_MS);
      expect(server.output()).not.toContain('is ready');
      expect(await postmasterPid(settings.dataDir).then((pid) => pid && isAlive(pid))).toBeFalsy();
    };
    const hasCluster = () => postmasterPid(settings.dataDir).then((pid) => pid !== null);
    // While the cluster is made, and while the database is migrated and filled.
    const begun = () => existsSync(join(settings.dataDir, 'postgres'));
    await stopAfter(start(settings), () => until('the first file', begun, 20_000));
    const second = start(settings);
    await stopAfter(second, async () => {
      await until('a running cluster', hasCluster, 20_000);
      await sleep(700);
    });
    // While a past is invented, by a process of its own: for that all the rest was finished before.
    const seeding = start({ ...settings, env: { DEMO_SEED: 'on' } });
    await stopAfter(seeding, () =>
      until('invented cases', () => seeding.output().includes('cases …'), 60_000),
    );
  });

  test('a second server on the same folder is refused by name, and the first goes on', async () => {
    const settings = await place();
    const first = start(settings);
    await first.ready;
    const second = start({ ...settings, port: await freePort() });
    expect((await second.ended).code).toBe(1);
    expect(second.output()).toContain(String(first.pid));
    expect((await fetch(`http://127.0.0.1:${settings.port}/readyz`)).status).toBe(200);
  });
});
