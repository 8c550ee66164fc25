import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { regionScope, type Actor, type StaffRole } from '@otklik/kernel';
import { totpCode, totpStep } from '../../modules/accounts/src/totp.ts';
import {
  freePort,
  startIdentityProvider,
  type IdentityProvider,
} from '../support/identity-provider.ts';
import { violations } from './axe.ts';
import { openPlatform, type Platform } from './support.ts';

let it: Platform;
let provider: IdentityProvider;

beforeAll(async () => {
  const port = await freePort();
  it = await openPlatform({ OUTBOUND_ALLOW: `127.0.0.1:${port}` });
  const codes = ['city', 'works'];
  provider = await startIdentityProvider(
    codes.map((code) => `${it.url}/sign-in/with/${code}/callback`),
    port,
  );
  const { region } = it.house.settings;
  for (const code of codes)
    await it.house.accounts.putIdentityProvider(
      { kind: 'system', region, name: 'cli' },
      {
        code,
        kind: 'esia',
        nameRu: code === 'city' ? 'Городской вход' : 'Вход для работников',
        nameEn: code,
        issuer: provider.issuer,
        clientId: 'otklik',
        clientSecret: 'secret-of-the-tests',
        userinfo: false,
        audience: code === 'city' ? 'citizens' : 'staff',
        trustsEmail: true,
      },
    );
});
afterAll(async () => {
  await it?.close();
  await provider?.stop();
});

const textOf = async (page: Page): Promise<string> =>
  ((await page.locator('main').textContent()) ?? '').replaceAll('\u00a0', ' ');

async function atTheProvider(page: Page, login: string): Promise<void> {
  await page.waitForURL(new RegExp(`^${provider.issuer}/interaction/`));
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', 'x');
  await page.locator('button[type=submit]').click();
}

async function withProvider(page: Page, code: string, login: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator(`form[action$="/sign-in/with/${code}"] button`).click();
  await atTheProvider(page, login);
}

async function demoPage(
  role: StaffRole | 'citizen',
  script = true,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await it.visit({ script });
  const page = await context.newPage();
  await page.goto(await it.house.accounts.signInLinkFor(it.house.settings.region, role));
  await page.locator('main form button').click();
  await page.waitForURL(/\/(my|desk)/);
  return { context, page };
}

async function actorOf(context: BrowserContext): Promise<Extract<Actor, { kind: 'person' }>> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const { region } = it.house.settings;
  const request = { cookie, region, origin: 'journey' };
  const actor = await it.house.accounts.actorFromRequest(request);
  if (actor.kind !== 'person') throw new Error('nobody is signed in');
  return actor;
}

// Axe runs in the page, so these looks are with script.
test('pages of the ways in hold the rules of accessibility', async () => {
  const { context, page } = await demoPage('administrator');
  const { personId } = await actorOf(context);
  const { clinics } = await it.house.faces.registry.findClinics(await actorOf(context), {
    limit: 1,
  });
  const paths = [
    '/sign-in/with/city',
    '/sign-in/with/city?problem=identity-taken:address',
    '/my/security',
    `/desk/people/${personId}`,
    `/desk/people/clinic/${clinics[0]!.code}`,
  ];
  for (const path of [...paths, ...paths.map((one) => `/en${one}`)]) {
    expect((await page.goto(path))?.status(), path).toBe(200);
    expect(await violations(page), path).toEqual([]);
  }
  expect((await page.goto('/sign-in/with/nowhere'))?.status()).toBe(404);
  await context.close();
});

/** As if an hour had passed since this person last proved themselves. */
async function letProofGrowOld(personId: string): Promise<void> {
  const { app, settings } = it.house;
  const hourAgo = new Date(Date.now() - 3_600_000);
  await app.store.withScope(regionScope(settings.region), async (tx) => {
    await tx.db
      .updateTable('sessions')
      .set({ proven_at: hourAgo })
      .where('person_id', '=', personId)
      .where('region_id', '=', settings.region)
      .execute();
  });
}

async function pathInLetter(to: string, path: string): Promise<string> {
  await it.runJobs();
  const found = new RegExp(`${path}/[\\w-]{43}`);
  await expect
    .poll(async () =>
      (await it.house.mailbox!.list()).some((one) => one.to === to && found.test(one.text)),
    )
    .toBe(true);
  const letter = (await it.house.mailbox!.list()).find(
    (one) => one.to === to && found.test(one.text),
  );
  return found.exec(letter!.text)![0];
}

test.each([
  ['with script', true],
  ['without script', false],
])('a citizen comes through the city’s sign-in and files, %s', async (_, script) => {
  const context = await it.visit({ script });
  const page = await context.newPage();
  await withProvider(page, 'city', 'anna');
  await page.waitForURL(/\/my$/);
  expect(await textOf(page)).toContain('личность подтверждена');
  // Nothing of the provider's answer stays in the address or the history of the page.
  expect(new URL(page.url()).search).toBe('');
  const { complaints, registry } = it.house.faces;
  const actor = await actorOf(context);
  const { clinics } = await registry.findClinics(actor, { limit: 1 });
  const { number } = await complaints.fileComplaint(actor, {
    clinic: clinics[0]!.code,
    topic: 'wait-at-door-over-1h',
    story: 'Пришла к девяти утра, а приняли в половине двенадцатого, без объяснений.',
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  });
  await page.reload();
  expect(await textOf(page)).toContain(number);
  await context.close();
});

test('staff come through their provider and give the code of their app', async () => {
  const { context, page } = await demoPage('moderator', false);
  await page.goto('/my/security');
  await page.locator('form[action="?/enrol"] button').click();
  const secret = (await page.locator('main p code').last().textContent()) ?? '';
  const code = (steps: number) => totpCode(secret, totpStep(new Date()) + steps);
  await page.fill('[name=code]', code(-1));
  await page.locator('form[action="?/confirm"] button').click();
  await page.waitForSelector('.codes');
  await page.goto('/my/security');
  await page.locator('form[action$="/sign-in/with/works"] button').click();
  await atTheProvider(page, 'face');
  await page.waitForURL(/done=linked/);
  expect(await textOf(page)).toContain('Служба привязана');
  await context.close();

  const next = await it.visit({ script: false });
  const other = await next.newPage();
  await withProvider(other, 'works', 'face');
  await other.waitForURL(/second-factor/);
  expect((await other.goto('/desk/queue/moderation'))?.url()).toContain('second-factor');
  await other.fill('[name=code]', code(0));
  await other.locator('form[action="?/code"] button').click();
  await other.waitForURL(/\/desk/);
  await next.close();
});

test('a passkey is added, signs in, is named anew and removed', async () => {
  const { context, page } = await demoPage('citizen');
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto('/my/security');
  await page.fill('[name=name]', 'Рабочий телефон');
  await page.locator('form[action="?/beginPasskey"] button').click();
  await page.locator('[data-passkey=create] button').click();
  await page.waitForURL(/done=passkey-added/);
  expect(await textOf(page)).toContain('Рабочий телефон');
  expect(await textOf(page)).toContain('второй шаг входа');

  await page.goto('/sign-out');
  await page.locator('main form button').click();
  await page.goto('/sign-in');
  await page.locator('[data-passkey=get] button').click();
  await page.waitForURL(/\/my$/);
  expect(await actorOf(context)).toMatchObject({ secondFactor: true });

  await page.goto('/my/security');
  await page.locator('.way summary').click();
  await page.fill('[name=newName]', 'Домашний');
  await page.locator('form[action="?/renamePasskey"] button').click();
  await page.waitForURL(/done=renamed/);
  expect(await textOf(page)).toContain('Домашний');

  // An hour later the removal asks for the passkey once more, and then goes on.
  await letProofGrowOld((await actorOf(context)).personId);
  await page.locator('.way summary').click();
  await page.locator('form[action="?/removePasskey"] button').click();
  await page.waitForURL(/sign-in\/again/);
  await page.locator('[data-passkey=get] button').click();
  await page.waitForURL(/again\/go/);
  await page.locator('main form button').click();
  await page.waitForURL(/done=passkey-removed/);
  await context.close();

  const plain = await it.visit({ script: false });
  const bare = await plain.newPage();
  await bare.goto('/sign-in');
  expect(await textOf(bare)).toContain('Ключам доступа нужен JavaScript');
  await plain.close();
});

test('a role is taken after a fresh proof by mail, and nothing typed is lost', async () => {
  const holder = await demoPage('controller', false);
  const { personId } = await actorOf(holder.context);
  const { context, page } = await demoPage('administrator', false);
  const before = await actorOf(context);
  await letProofGrowOld(before.personId);
  await page.goto('/desk/people');
  await page.locator(`a[href$="/desk/people/${personId}"]`).click();
  const why = 'Ушла в отпуск до 1 сентября & больше не проверяет';
  await page.fill('form[action="?/revoke"] [name=reason]', why);
  await page.locator('form[action="?/revoke"] button').click();
  await page.waitForURL(/sign-in\/again\?deed=/);
  await page.locator('form[action="?/mail"] button').click();
  await page.waitForSelector('[role=status]');
  await page.goto(await pathInLetter('administrator@demo.example', '/sign-in/again'));
  await page.locator('main form button').click();
  await page.waitForURL(/again\/go/);
  // A new session: the cookie of before opens nothing any more.
  expect((await actorOf(context)).sessionId).not.toBe(before.sessionId);
  await page.locator('main form button').click();
  await page.waitForURL(/done=revoked/);
  expect(await textOf(page)).toContain(why);
  expect((await holder.page.goto('/desk'))?.url()).toContain('/sign-in');
  await context.close();
  await holder.context.close();
});
