import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '@otklik/db';
import type { Actor } from '@otklik/kernel';
import { REGION } from '../../../tests/support/installation.ts';
import { manifest } from '../src/index.ts';
import { libraryOptions } from '../src/auth-library.ts';
import { cookieOf, openTown, VISITOR, type Town } from './people.ts';

let town: Town;
let demo: Town;
beforeAll(async () => {
  town = await openTown();
  demo = await openTown({});
});
afterAll(async () => {
  await town.close();
  await demo.close();
});

/** Every text of every table, the job queue and the account library included. */
async function everyText(): Promise<string> {
  const { rows: tables } = await town.stand.raw(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  let all = '';
  for (const { name } of tables) {
    const { rows } = await town.stand.raw(`select t::text as line from ${name} t`);
    all += rows.map((row) => row.line).join('\n');
  }
  return all.toLowerCase();
}

describe('what is stored', () => {
  it('holds no address, token, code or key in clear, in any table', async () => {
    const { cookie, secret } = await town.staff('findme@example.org', 'administrator');
    const chief = await town.person(cookie);
    const order = { locale: 'ru', role: 'moderator', reach: { kind: 'region' } } as const;
    await town.service.inviteStaff(chief, { ...order, email: 'invited.findme@example.org' });
    const invitation = await town.tokenIn('invitation');
    await town.service.requestSignIn(VISITOR, { email: 'queued.findme@example.org', locale: 'ru' });
    const link = await town.linkFor('sent.findme@example.org');
    const { key } = await town.service.createApiKey(chief, {
      name: 'feed',
      scopes: ['complaints:write'],
    });
    const recovery = (await town.enrol(await town.signIn('codes.findme@example.org')))
      .recoveryCodes[0]!;
    const text = await everyText();
    expect(text).toContain('person.invalid');
    for (const hidden of ['findme', invitation, link, key, secret, recovery, 'firefox/140'])
      expect(text).not.toContain(hidden.toLowerCase());
  });

  it('fits the account library as it is installed', async () => {
    const pool = openPool({
      url: town.stand.database.authUrl,
      size_max: 1,
      name: 't',
      log: town.stand.app.log,
      searchPath: 'accounts_auth',
    });
    const plan = await getMigrations({
      ...libraryOptions({ publicUrl: 'http://localhost', keys: town.stand.app.ports.keys }),
      database: pool,
    });
    await pool.end();
    expect([plan.toBeCreated, plan.toBeAdded, plan.schemaProblems]).toEqual([[], [], []]);
  });

  it('is not seen from another region', async () => {
    const { cookie } = await town.staff('here@example.org', 'administrator');
    const abroad = { ...(await town.person(cookie)), region: 'RU-SPE' };
    expect(await town.service.listStaff(abroad, {})).toEqual([]);
    expect(await town.service.mySessions(abroad, {})).toEqual([]);
  });
});

describe('what is over', () => {
  it('is deleted: links after a day, sessions a month after their end', async () => {
    const ended = await town.person(await town.signIn('swept@example.org'));
    await town.service.signOut(ended, { cookie: null });
    const sweep = async () => {
      for (const { run } of manifest.retention)
        await run({ app: town.stand.app, region: REGION, signal: AbortSignal.timeout(9000) });
    };
    const count = async () =>
      (
        await town.stand.raw(
          `select (select count(*) from sign_in_links where contact_id = $1) as links,
                  (select count(*) from sessions where person_id = $1) as sessions`,
          [ended.personId],
        )
      ).rows[0];
    await sweep();
    expect(await count()).toEqual({ links: 1, sessions: 1 });
    town.stand.clock.advance(86_400_001);
    await sweep();
    expect(await count()).toEqual({ links: 0, sessions: 1 });
    town.stand.clock.advance(30 * 86_400_000);
    await sweep();
    expect(await count()).toEqual({ links: 0, sessions: 0 });
  });
});

describe('machine keys', () => {
  const cli: Actor = { kind: 'system', region: REGION, name: 'cli' };
  const door = { region: REGION, origin: 'x' };

  it('are known by their secret until revoked', async () => {
    const { key, keyId } = await town.service.createApiKey(cli, {
      name: 'kiosk',
      scopes: ['complaints:write'],
    });
    expect(await town.service.actorFromKey({ ...door, key })).toMatchObject({
      kind: 'key',
      keyId,
      scopes: ['complaints:write'],
    });
    expect(await town.service.actorFromKey({ ...door, key: `${key}x` })).toBeNull();
    await town.service.revokeApiKey(cli, { keyId });
    expect(await town.service.actorFromKey({ ...door, key })).toBeNull();
  });

  it('have names of their own, and are made by no visitor', async () => {
    await town.service.createApiKey(cli, { name: 'same', scopes: ['complaints:write'] });
    await expect(
      town.service.createApiKey(cli, { name: 'same', scopes: ['complaints:write'] }),
    ).rejects.toMatchObject({ code: 'already-exists' });
    await expect(
      town.service.createApiKey(VISITOR, { name: 'mine', scopes: ['complaints:write'] }),
    ).rejects.toMatchObject({ code: 'sign-in-required' });
  });
});

describe('demo links', () => {
  const tokenOf = (url: string) => url.split('/').at(-1)!;

  it('sign each role in at once, once each', async () => {
    for (const role of [
      'citizen',
      'moderator',
      'executor',
      'controller',
      'administrator',
    ] as const) {
      const reach = role === 'executor' ? ({ kind: 'clinic', id: 'c1' } as const) : undefined;
      const url = await demo.service.signInLinkFor(REGION, role, reach);
      expect(url).toMatch(/^http:\/\/localhost:8080\/sign-in\/[\w-]{43}$/);
      const link = { token: tokenOf(url), userAgent: null };
      const done = await demo.service.completeSignIn(VISITOR, link);
      expect(done.next).toBe(role === 'citizen' ? 'home' : 'desk');
      const actor = await demo.person(cookieOf(done.setCookies));
      expect(actor.secondFactor).toBe(true);
      expect(actor.grants.map((grant) => grant.role)).toEqual(role === 'citizen' ? [] : [role]);
      await expect(demo.service.completeSignIn(VISITOR, link)).rejects.toMatchObject({
        code: 'link-expired',
      });
    }
  });

  it('are not made in production, and their sessions lose the second factor there', async () => {
    await expect(town.service.signInLinkFor(REGION, 'moderator')).rejects.toMatchObject({
      code: 'forbidden',
    });
    const url = await demo.service.signInLinkFor(REGION, 'moderator');
    const done = await demo.service.completeSignIn(VISITOR, {
      token: tokenOf(url),
      userAgent: null,
    });
    const { settings } = demo.stand.app;
    Object.assign(settings, { demo: false });
    expect((await demo.person(cookieOf(done.setCookies))).secondFactor).toBe(false);
    Object.assign(settings, { demo: true });
  });
});
