import { mkdirSync, renameSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '@otklik/db';
import { isAppError, newId, regionScope, type Actor, type Grant } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import {
  openInstallation,
  REGION,
  staff,
  TEST_START,
  visitor,
  type TestInstallation,
} from '../../../tests/support/installation.ts';
import type { Installation } from '../src/assemble.ts';
import { ALERT_NAMES, judge, type AlertName } from '../src/health/rules.ts';
import { openApi } from '../src/http/api.ts';
import { createListener } from '../src/http/listener.ts';
import { metricsOnMain, openMetricsListener } from '../src/metrics/door.ts';
import { createMetrics } from '../src/metrics/registry.ts';

const TOKEN = 'a-token-of-forty-signs-for-prometheus-01';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let it: TestInstallation;
let boss: pg.Client;
const opened: Server[] = [];
const log: Record<string, unknown>[] = [];

async function serve(installation: Installation): Promise<string> {
  let port = 0;
  const server = createListener(
    installation,
    {
      web: (_, response) => response.end('page'),
      prefixes: openApi(installation),
      house: metricsOnMain(installation),
    },
    () => port,
    () => true,
  );
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  return `http://127.0.0.1:${port}`;
}

/** The same installation with some settings changed. */
const withSettings = (settings: object): Installation => ({
  ...it,
  settings: { ...it.settings, ...settings },
});

beforeAll(async () => {
  it = await openInstallation({ METRICS_TOKEN: TOKEN });
  const keep = (event: string, fields: object = {}) => void log.push({ event, ...fields });
  Object.assign(it.app.log, { info: keep, warn: keep, error: keep });
  boss = await clientFor(it.superUrl);
  mkdirSync(it.settings.dataDir, { recursive: true });
});
afterAll(async () => {
  for (const server of opened) {
    server.closeAllConnections();
    server.close();
  }
  await boss.end();
  await it.close();
});

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** Samples by name and labels. */
function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('#')) {
      expect(line).toMatch(/^# (HELP|TYPE) [a-z_]+ \S/);
      continue;
    }
    const found =
      /^([a-z_]+(?:\{[a-z_]+="(?:[^"\\\n]|\\.)*"(?:,[a-z_]+="(?:[^"\\\n]|\\.)*")*\})?) (-?[\d.e+-]+)$/.exec(
        line,
      );
    expect(found, line).not.toBeNull();
    expect(samples.has(found![1]!), line).toBe(false);
    samples.set(found![1]!, Number(found![2]));
  }
  return samples;
}

const scrape = async (base: string): Promise<Map<string, number>> =>
  samplesOf(await (await fetch(`${base}/metrics`, bearer(TOKEN))).text());

describe('numbers', () => {
  test('are told on the main port to the holder of the token only', async () => {
    const base = await serve(it);
    expect((await fetch(`${base}/metrics`)).status).toBe(401);
    for (const wrong of ['x', `${TOKEN}x`, TOKEN.slice(1), ''])
      expect((await fetch(`${base}/metrics`, bearer(wrong))).status, wrong).toBe(401);
    const told = await fetch(`${base}/metrics`, bearer(TOKEN));
    expect(told.status).toBe(200);
    expect(told.headers.get('content-type')).toContain('version=0.0.4');
    expect(told.headers.get('cache-control')).toBe('no-store');
  });

  test('are not there without a token and a port', async () => {
    const bare = withSettings({ metricsToken: undefined });
    expect(await (await fetch(`${await serve(bare)}/metrics`)).text()).toBe('page');
    expect(await openMetricsListener(bare)).toBeNull();
  });

  test('have a listener of their own, on this machine', async () => {
    const own = withSettings({ metricsToken: undefined, metricsPort: 0 });
    const server = (await openMetricsListener(own))!;
    opened.push(server);
    const { address, port } = server.address() as AddressInfo;
    expect(address).toBe('127.0.0.1');
    const base = `http://127.0.0.1:${port}`;
    expect((await fetch(`${base}/metrics`)).status).toBe(200);
    for (const path of ['/', '/healthz', '/metrics/x', '/api/v1/clinics'])
      expect((await fetch(base + path)).status, path).toBe(404);
    expect((await fetch(`${base}/metrics`, { method: 'POST' })).status).toBe(404);
  });

  test('hold what was asked by pattern, refusals by code, and nothing of anybody', async () => {
    const base = await serve(it);
    await (await fetch(`${base}/api/v1/clinics/msk-a-001-v`)).text();
    await (await fetch(`${base}/api/v1/clinics?q=secret-word`)).text();
    await (await fetch(`${base}/api/v1/clinics/no-such-clinic`)).text();
    await fetch(`${base}/`, { method: 'POST', headers: { origin: 'https://evil.example' } });
    await it.faces.accounts.listStaff(visitor(), {}).catch(() => undefined);
    const samples = await scrape(base);
    const latency = 'otklik_http_request_duration_seconds';
    const clinics = (status: string) => `{route="/api/v1/clinics/{code}",status="${status}"`;
    expect(samples.get(`${latency}_count${clinics('2xx')}}`)).toBe(1);
    expect(samples.get(`${latency}_count${clinics('4xx')}}`)).toBe(1);
    expect(samples.get(`${latency}_bucket${clinics('2xx')},le="+Inf"}`)).toBe(1);
    expect(samples.get('otklik_errors_total{code="not-found"}')).toBe(1);
    expect(samples.get('otklik_http_refused_total{code="origin-refused"}')).toBe(1);
    expect(
      samples.get('otklik_refused_access_total{code="sign-in-required",actor="visitor"}'),
    ).toBe(1);
    expect(samples.get('otklik_measured')).toBe(1);
    expect(samples.get('otklik_db_pool{state="limit"}')).toBe(10);
    expect(samples.get('otklik_process_memory_bytes{kind="rss"}')).toBeGreaterThan(1e6);
    for (const name of ALERT_NAMES)
      expect(samples.get(`otklik_alert{name="${name}"}`), name).toBe(0);
    expect([...samples.keys()].join('\n')).not.toMatch(/msk-|secret|word|evil|[0-9a-f]{8}-|@/);
  });

  test('of uploads by reason, of anything at all without end', () => {
    const metrics = createMetrics();
    metrics.count('otklik_errors_total', { code: 'photo-undecodable' });
    for (let n = 0; n < 10_000; n += 1) metrics.count('made_up_total', { label: String(n) });
    const samples = samplesOf(metrics.render());
    expect(samples.get('otklik_upload_failures_total{reason="photo-undecodable"}')).toBe(1);
    expect(samples.size).toBeLessThan(6000);
  });

  test('a label cannot break out of its line', () => {
    const metrics = createMetrics();
    metrics.count('odd_total', { name: 'a"b\\c\nd 1' });
    expect(metrics.render()).toContain('odd_total{name="a\\"b\\\\c\\nd 1"} 1\n');
  });

  test('of the process are told when the database is not there', async () => {
    const base = await serve({
      ...it,
      health: { ...it.health, measure: () => Promise.reject(new Error('gone')) },
    });
    expect((await scrape(base)).get('otklik_measured')).toBe(0);
  });
});

const onNow = async (): Promise<AlertName[]> =>
  judge(await it.health.measure())
    .filter((alert) => alert.on)
    .map(({ name }) => name);

const sealed = () =>
  expect
    .poll(
      async () => {
        await it.database.sealAudit();
        return (await it.database.verifyAudit(REGION)).unsealed;
      },
      { timeout: 20_000 },
    )
    .toBe(0);

describe('alerts', () => {
  test('are off in a fresh installation', async () => {
    await sealed();
    expect(await onNow()).toEqual([]);
  });

  test('tell of a letter that does not leave and of acts that are not sealed', async () => {
    await it.faces.complaints.fileComplaint(
      visitor('watched'),
      {
        clinic: 'msk-a-001-x',
        topic: 'no-shoe-covers',
        story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
        facts: { seen_at: '2026-06-10T08:00' },
        email: 'watched@example.org',
      },
      { proofOfWork: 'no-script' },
    );
    it.clock.set(new Date(TEST_START.getTime() + 4 * MINUTE_MS));
    expect(await onNow()).toEqual([]);
    it.clock.advance(2 * MINUTE_MS);
    expect(await onNow()).toEqual(['audit-unsealed']);
    it.clock.advance(30 * MINUTE_MS);
    expect(await onNow()).toEqual(['letters-unsent', 'audit-unsealed']);
    await it.runJobs();
    await sealed();
    expect(await onNow()).toEqual([]);
  });

  test('tell of a case that waits for a moderator a day past its clock', async () => {
    const letter = it.letters.findLast(({ to }) => to === 'watched@example.org')!;
    const token = /\/confirm\/([\w-]{43})/.exec(letter.text)![1]!;
    await it.faces.complaints.confirmComplaint(visitor(), { token });
    await it.runJobs();
    await sealed();
    const { regions } = await it.health.measure();
    expect(regions).toMatchObject([{ region: REGION, casesUnmoderated: 1, unmoderatedLate_s: 0 }]);
    it.clock.advance(2 * DAY_MS - MINUTE_MS);
    expect(await onNow()).toEqual([]);
    it.clock.advance(2 * MINUTE_MS);
    expect(await onNow()).toEqual(['cases-unmoderated']);
  });

  test('tell of jobs that used up their tries and of those that nobody takes', async () => {
    await it.app.store.withScope(regionScope(REGION), (tx) => tx.enqueue('test.watched', {}));
    const change = (what: string) =>
      boss.query(`update graphile_worker._private_jobs set ${what}
        where task_id = (select id from graphile_worker._private_tasks where identifier = 'test.watched')`);
    expect((await it.health.measure()).queue).toMatchObject({ dead: 0, due: 1 });
    await change(`run_at = now() - interval '11 minutes'`);
    expect(await onNow()).toEqual(['cases-unmoderated', 'jobs-late']);
    await change('attempts = max_attempts');
    expect(await onNow()).toEqual(['cases-unmoderated', 'jobs-dead']);
    // As docs/how-to/watch-an-installation.md tells the operator.
    const jobs = openPool({ url: it.database.jobsUrl, size_max: 1, name: 'test', log: it.app.log });
    await jobs.query(`select graphile_worker.reschedule_jobs(array_agg(id), run_at => now(), attempts => 0)
      from graphile_worker.jobs where attempts >= max_attempts`);
    await jobs.end();
    expect((await it.health.measure()).queue).toMatchObject({ dead: 0, due: 1 });
    await boss.query('delete from graphile_worker._private_jobs');
  });

  test('ask in autumn for next year’s calendar', async () => {
    const before = it.clock.now();
    it.clock.set(new Date('2026-10-31T23:00:00Z'));
    expect(await onNow()).not.toContain('calendar-missing');
    it.clock.set(new Date('2026-11-01T01:00:00Z'));
    expect(await onNow()).toContain('calendar-missing');
    it.clock.set(before);
  });

  test('tell of a disk that is nearly full', async () => {
    const facts = await it.health.measure();
    const full = { ...facts, disk: { writable: true, free_bytes: 4, total_bytes: 100 } };
    expect(judge(full).find(({ name }) => name === 'disk-low')).toMatchObject({
      on: true,
      value: 4,
    });
    const roomy = { ...facts, disk: { writable: true, free_bytes: 6, total_bytes: 100 } };
    expect(judge(roomy).find(({ name }) => name === 'disk-low')!.on).toBe(false);
  });

  test('are written to the log once when they begin and once when they end', async () => {
    const said = () => log.filter(({ event }) => String(event).startsWith('alert.'));
    await it.health.look();
    await it.health.look();
    expect(said()).toEqual([
      {
        event: 'alert.began',
        alert: 'cases-unmoderated',
        value: expect.any(Number),
        threshold: 86_400,
        unit: 'seconds',
      },
    ]);
    expect((await scrape(await serve(it))).get('otklik_alert{name="cases-unmoderated"}')).toBe(1);
    const beganAt = it.clock.now();
    it.clock.set(new Date(beganAt.getTime() - DAY_MS));
    expect([...(await it.database.alertsSince())]).toEqual([['cases-unmoderated', beganAt]]);
    await it.health.look();
    await it.health.look();
    expect(said().slice(1)).toEqual([
      { event: 'alert.ended', alert: 'cases-unmoderated', lasted_s: expect.any(Number) },
    ]);
    expect((await it.database.alertsSince()).size).toBe(0);
  });

  test('are shown to administrators of the region with a second factor, to nobody else', async () => {
    const everywhere = { kind: 'region' } as const;
    const grant = (role: Grant['role'], reach: Grant['reach'] = everywhere): Actor =>
      staff(newId(), { role, reach });
    const codeFor = (actor: Actor) =>
      it.health.alertsFor(actor).then(
        (alerts) => alerts.length,
        (error: unknown) => (isAppError(error) ? error.code : String(error)),
      );
    expect(await codeFor(grant('administrator'))).toBe(ALERT_NAMES.length);
    expect(await codeFor({ ...grant('administrator'), secondFactor: false } as Actor)).toBe(
      'second-factor-required',
    );
    expect(await codeFor(grant('administrator', { kind: 'clinic', id: newId() }))).toBe(
      'forbidden',
    );
    for (const role of ['moderator', 'executor', 'coordinator', 'controller'] as const)
      expect(await codeFor(grant(role)), role).toBe('forbidden');
    expect(await codeFor(visitor())).toBe('sign-in-required');
  });
});

describe('readiness', () => {
  const readyWith = async (settings: object): Promise<[number, string]> => {
    const { openHealth } = await import('../src/health/open-health.ts');
    const changed = withSettings(settings);
    const health = openHealth({
      ...changed,
      queue: {
        measure: () => Promise.reject(new Error('not asked')),
        close: async () => undefined,
      },
    });
    const answer = await fetch(`${await serve({ ...changed, health })}/readyz`);
    return [answer.status, await answer.text()];
  };

  test('asks for room on the disk, and says no more than yes or no', async () => {
    expect(await readyWith({})).toEqual([200, 'ok\n']);
    expect(await readyWith({ diskFreeMin_MB: 1e9 })).toEqual([503, 'not ready\n']);
  });

  test('asks for the folder itself', async () => {
    const { dataDir } = it.settings;
    renameSync(dataDir, `${dataDir}.away`);
    expect(await readyWith({})).toEqual([503, 'not ready\n']);
    renameSync(`${dataDir}.away`, dataDir);
    expect(await readyWith({})).toEqual([200, 'ok\n']);
  });

  test('asks for every migration of this version', async () => {
    const { rows } = await boss.query(
      `delete from schema_migrations where module = 'cases' and name like '0002%' returning *`,
    );
    expect(rows).toHaveLength(1);
    expect(await readyWith({})).toEqual([503, 'not ready\n']);
    await boss.query(
      'insert into schema_migrations select * from json_populate_record(null::schema_migrations, $1)',
      [JSON.stringify(rows[0])],
    );
    expect(await readyWith({})).toEqual([200, 'ok\n']);
  });
});

describe('waiting has an end', () => {
  test('in the database: for a statement, a lock, an idle transaction', async () => {
    const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
    const wanted = ['20s', '5s', '30s'];
    const inApp = await it.app.store.withScope(regionScope(REGION), async (tx) =>
      Promise.all(
        names.map(async (name) => {
          const { rows } = await sql<{
            value: string;
          }>`select current_setting(${name}) as value`.execute(tx.db);
          return rows[0]!.value;
        }),
      ),
    );
    expect(inApp).toEqual(wanted);
    // The pools of jobs and accounts are opened by the same function.
    const pool = openPool({ url: it.database.authUrl, size_max: 1, name: 'test', log: it.app.log });
    const found = [];
    for (const name of names)
      found.push((await pool.query(`select current_setting('${name}') as value`)).rows[0].value);
    await pool.end();
    expect(found).toEqual(wanted);
  });

  test('for a connection: a full pool says so instead of keeping people', async () => {
    expect(it.database.poolUse()).toMatchObject({ size_max: 10, waiting: 0 });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const holders = Array.from({ length: 10 }, () =>
      it.app.store.withScope(regionScope(REGION), () => held),
    );
    await expect.poll(() => it.database.poolUse().idle + 10 - it.database.poolUse().open).toBe(0);
    const late = it.app.store.withScope(regionScope(REGION), async () => 'in');
    await expect(late).rejects.toMatchObject({ code: 'over-capacity', status: 503 });
    release();
    await Promise.all(holders);
  });
});
