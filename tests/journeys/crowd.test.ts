import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMENTS_JOB, prepareHouse, written } from '../../modules/survey-comments/test/writing.ts';
import { violations, WCAG } from './axe.ts';
import { propose } from './crowd.ts';
import { actorOf, signIn } from './signed-in.ts';
import { openPlatform, type Platform } from './support.ts';

const WORDS = 'Повесьте у каждого кабинета табло: на сколько минут сегодня отстаёт приём.';
const NARROW = { width: 320, height: 700 };
let it: Platform;
let project: string;
let receipt: string;

beforeAll(async () => {
  it = await openPlatform();
  const citizen = await signIn(it, 'citizen');
  project = (await propose(it, await actorOf(it, citizen))).project;
  await prepareHouse(it.house);
  // Longer than a proposal may be.
  receipt = (await written(it.house, `${WORDS} ${'И ещё о том же самом. '.repeat(30)}`)).receipt;
  await it.house.faces.surveyComments.prepare(COMMENTS_JOB, {});
});
afterAll(() => it?.close());

async function expectWell(page: Page): Promise<void> {
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(NARROW.width);
}
const heading = (page: Page): Promise<string | null> => page.locator('h1').textContent();

test('a comment becomes a proposal by its receipt, on a telephone and without script', async () => {
  const { accounts, settings } = it.house;
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await page.setViewportSize(NARROW);
  await page.goto(`${it.url}/survey/words`);
  await page.fill('[name=receipt]', receipt);
  await page.click('form[action="?/look"] button');
  await expectWell(page);
  await page.click('form[action="?/propose"] button');
  // One project takes proposals, so nobody is asked which.
  expect(page.url()).toBe(`${it.url}/crowd/${project}/propose`);
  await expectWell(page);
  expect(await page.locator('main').textContent()).toContain('табло');
  expect(await page.locator('main form').count()).toBe(0);

  // The way leads through the sign-in, and back to what was begun.
  expect(await page.locator('main a[href^="/sign-in?back="]').count()).toBe(1);
  await page.click('main a[href^="/sign-in?back="]');
  await page.goto(await accounts.signInLinkFor(settings.region, 'citizen'));
  await page.click('main form button');
  expect(page.url()).toBe(`${it.url}/crowd/${project}/propose`);
  const text = page.locator('textarea[name=text]');
  expect(await text.inputValue()).toContain('табло');
  await expectWell(page);

  // Too long, and no direction: both are said, and no word is lost.
  await page.click('main form button:not([value])');
  expect(await page.locator('main a[href="#direction"]').count()).toBe(1);
  expect(await page.locator('main a[href="#text"]').count()).toBe(1);
  expect((await text.inputValue()).length).toBeGreaterThan(600);

  await page.selectOption('[name=direction]', 'feedback');
  await text.fill(WORDS);
  await page.click('main form button:not([value])');
  await page.waitForURL(/\/crowd\/proposals\/[\d-]+\?done=sent/);
  await expectWell(page);
  const number = /proposals\/([\d-]+)/.exec(page.url())![1]!;

  // Whoever holds the receipt sees that it was proposed, and is not asked again.
  await page.goto(`${it.url}/survey/words`);
  await page.fill('[name=receipt]', receipt);
  await page.click('form[action="?/look"] button');
  expect(await page.locator('form[action="?/propose"]').count()).toBe(0);

  const moderator = await signIn(it, 'moderator');
  const desk = await moderator.newPage();
  await desk.goto(`${it.url}/desk/crowd`);
  await desk.click(`main a[href="/desk/crowd/${number}"]`);
  await desk.click('main form:has([name=marked]) button');
  await desk.waitForURL(/done=shown/);

  const stranger = await (await it.visit()).newPage();
  await stranger.goto(`${it.url}/crowd/${project}?direction=feedback`);
  expect(await stranger.locator('main blockquote').allTextContents()).toEqual([WORDS]);
  expect(await violations(stranger, WCAG)).toEqual([]);
  await stranger.goto(`${it.url}/en/crowd/proposals/${number}`);
  expect(await heading(stranger)).toContain(number);

  // Mine is listed in the cabinet, and taken back it is gone from the next answer on.
  await page.goto(`${it.url}/my/proposals`);
  await page.click(`main a[href="/crowd/proposals/${number}"]`);
  await page.click('form[action="?/withdraw"] button');
  await page.waitForURL(/done=withdrawn/);
  const gone = await stranger.goto(`${it.url}/crowd/proposals/${number}`);
  expect(gone!.status()).toBe(404);
});
