import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { totpCode, totpStep } from '../../modules/accounts/src/totp.ts';
import { openPlatform, type Platform } from './support.ts';
import { actorOf, signIn, tokenOf } from './signed-in.ts';

let it: Platform;
beforeAll(async () => {
  it = await openPlatform();
});
afterAll(() => it?.close());

const press = (page: Page, action: string) =>
  page.locator(`form[action*=${action}] button`).click();
const mainOf = async (page: Page): Promise<string> =>
  ((await page.locator('main').textContent()) ?? '').replaceAll(' ', ' ');

/** The code that an authenticator shows now, or one step (30 s) ahead: clocks differ. */
const codeOf = (secret: string, ahead = 0): string =>
  totpCode(secret, totpStep(new Date()) + ahead);

async function invite(email: string): Promise<string> {
  const administrator = await signIn(it, 'administrator');
  await it.house.accounts.inviteStaff(await actorOf(it, administrator), {
    email,
    locale: 'ru',
    role: 'moderator',
    reach: { kind: 'region' },
  });
  await administrator.close();
  return (await tokenOf(it, 'invitation')).token;
}

describe.each([
  ['with script', true],
  ['without script', false],
])('staff sign in with a second factor, %s', (_, script) => {
  test('enrol, sign out, come by a letter, and are asked for a code that works once', async () => {
    const email = `factor-${script}@example.org`;
    const context = await it.visit({ script });
    const page = await context.newPage();
    await page.goto(`/invitation/${await invite(email)}`);
    await page.locator('main form button').click();
    await page.waitForURL(/my\/security/);
    // An invitation alone opens no desk.
    await page.goto('/desk');
    expect(new URL(page.url()).pathname).toBe('/my/security');

    await press(page, 'enrol');
    await page.locator('[role=img] svg').waitFor();
    const secret = (await page.locator('main code').textContent()) ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const enrolment_code = codeOf(secret);
    await page.fill('[name=code]', enrolment_code);
    await press(page, 'confirm');
    const recovery = await page.locator('.codes code').allTextContents();
    expect(recovery).toHaveLength(10);
    await page.goto('/desk');
    expect(await page.locator('h1').textContent()).toBe('Сегодня');

    await page.goto('/sign-out');
    await page.locator('main form button').click();
    await page.goto('/desk/queue/moderation');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.fill('[name=email]', email);
    await page.locator('main form:has([name=email]) button').click();
    await page.waitForURL(/sent/);
    await page.goto(`/sign-in/${(await tokenOf(it, 'sign-in')).token}`);
    await page.locator('main form button').click();
    await page.waitForURL(/second-factor/);
    // The letter alone opens no desk either.
    await page.goto('/desk');
    expect(new URL(page.url()).pathname).toBe('/sign-in/second-factor');

    for (const wrong of ['000000', '12 34', enrolment_code]) {
      await page.fill('[name=code]', wrong);
      await press(page, 'code');
      expect(await page.locator('[role=alert]').textContent(), wrong).toContain('Код не подошёл');
      expect(await page.locator('[name=code]').getAttribute('aria-invalid')).toBe('true');
    }
    await page.fill('[name=code]', codeOf(secret, 1));
    await press(page, 'code');
    await page.waitForURL(/\/desk/);
    expect(await mainOf(page)).toContain('Новые обращения');

    // Nobody is asked twice.
    await page.goto('/sign-in/second-factor');
    expect(new URL(page.url()).pathname).toBe('/desk');
    await context.close();
  });
});
