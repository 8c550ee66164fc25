import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKeysOf } from '@otklik/survey-answers';
import { grades } from '../../modules/survey-modes/test/town.ts';
import { violations, WCAG } from './axe.ts';
import { actorOf, signIn } from './signed-in.ts';
import { openPlatform, type Platform } from './support.ts';

const SHEETS = 8;
/** Typed in a browser; the others as the same two people, without looking. */
const LOOKED_AT = 2;
const NARROW = { width: 360, height: 800 };
let it: Platform;
let clerk: Page;
let coordinator: Page;

async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(NARROW);
  return page;
}

beforeAll(async () => {
  it = await openPlatform();
  await makeKeysOf(it.house.app, it.house.settings.region);
  clerk = await pageOf(await signIn(it, 'clerk'));
  coordinator = await pageOf(await signIn(it, 'coordinator'));
});
afterAll(() => it?.close());

async function expectWell(page: Page): Promise<void> {
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(NARROW.width);
  expect(await violations(page, WCAG)).toEqual([]);
}

/** Types one grade for every question of the sheet, as it stands on the paper. */
async function type(page: Page, batch: string, sheet: number, grade: string): Promise<void> {
  await page.goto(`${it.url}${batch}/${sheet}`);
  for (const group of await page.locator('main fieldset:has(input[type=radio])').all()) {
    const wanted = group.locator(`input[type=radio][value="${grade}"]`);
    if ((await wanted.count()) === 1) await wanted.check();
  }
  await page.locator('main form button').first().click();
  await page.waitForURL(new RegExp(`${batch}$`));
}
const states = (page: Page): Promise<string[]> =>
  page.locator('main li:has(.soft) .soft').allTextContents();

test('a batch of paper is printed, typed by two, settled at the sheet and taken', async () => {
  const { registry } = it.house.faces;
  const { clinics } = await registry.findClinics(
    { kind: 'visitor', region: it.house.settings.region, origin: 'paper' },
    { limit: 1 },
  );
  await clerk.goto(`${it.url}/desk/surveys/paper`);
  await clerk.selectOption('[name=place]', clinics[0]!.code);
  await clerk.fill('[name=printed]', String(SHEETS));
  await clerk.locator('main form:has([name=printed]) button').click();
  await clerk.waitForURL(/\/paper\/[\w-]{36}$/);
  const batch = new URL(clerk.url()).pathname;
  await expectWell(clerk);

  await clerk.click(`main a[href="${batch}/print"]`);
  expect(await clerk.locator('main').textContent()).toContain(String(SHEETS));
  await expectWell(clerk);

  for (let sheet = 1; sheet <= LOOKED_AT; sheet += 1) await type(clerk, batch, sheet, '7');
  // Whoever typed it first is not the second to look, and the other sees nothing of it.
  await clerk.goto(`${it.url}${batch}/1`);
  expect(await clerk.locator('main form').count()).toBe(0);
  await coordinator.goto(`${it.url}${batch}/1`);
  expect(await coordinator.locator('main input[type=radio]:checked').count()).toBe(0);
  await expectWell(coordinator);

  await type(coordinator, batch, 1, '8');
  expect(await coordinator.locator('main form[method=post]').count()).toBe(0);
  await type(coordinator, batch, LOOKED_AT, '7');
  for (const page of [clerk, coordinator]) {
    const actor = await actorOf(it, page.context());
    for (let sheet = LOOKED_AT + 1; sheet <= SHEETS; sheet += 1)
      await it.house.faces.surveyModes.enterSheet(actor, {
        batch: batch.split('/').at(-1)!,
        sheet,
        fields: grades(7),
      });
  }
  // The first sheet differs: its page names the questions, and a look at the paper settles it.
  await coordinator.click(`main a[href="${batch}/1"]`);
  expect(await coordinator.locator('main').textContent()).toContain('Расходится');
  await expectWell(coordinator);
  await type(coordinator, batch, 1, '8');
  expect(new Set(await states(coordinator)).size).toBe(2);

  await coordinator.click('main form[method=post] button');
  await coordinator.waitForLoadState();
  await coordinator.goto(`${it.url}${batch}`);
  expect(await coordinator.locator('main form').count()).toBe(0);
  await expectWell(coordinator);
});
