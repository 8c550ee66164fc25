import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openPlatform, type Platform } from './support.ts';

let it: Platform;
beforeAll(async () => {
  it = await openPlatform();
});
afterAll(() => it?.close());

const STORY =
  'Пришли с ребёнком к десяти утра по записи. Приняли только в половине первого, никто не объяснил.';

async function press(page: Page, address: RegExp, form = 'main form[method=post]'): Promise<void> {
  await page.locator(`${form} button`).last().click();
  await page.waitForURL(address);
}

/** The form, filled in up to the last look before sending. */
async function fillIn(page: Page, email: string): Promise<void> {
  await page.goto('/complaints/new?q=' + encodeURIComponent('детская 38'));
  await page.locator('main li a').first().click();
  await page.check('input[value=wait-at-door-over-1h]');
  await press(page, /details/);
  await page.fill('[name="facts.appointed_at"]', '2026-02-10T10:00');
  await page.fill('[name="facts.started_at"]', '2026-02-10T12:30');
  await page.fill('[name=story]', STORY);
  await page.fill('[name=private]', 'Иванова, карта 77-абракадабра');
  await press(page, /photos|similar/);
  // Somebody has told the like before: this one differs.
  if (page.url().includes('/similar')) await page.locator('main a.o-button').last().click();
  await page.waitForURL(/photos/);
  await page.locator('main a.o-button').last().click();
  await page.waitForURL(/contact/);
  await page.fill('[name=email]', email);
  await press(page, /check/);
}

/** What a paper says, without what only the page around it has, the number and the minute of the day. */
const saidIn = (page: Page, where: string): Promise<string> =>
  page.locator(where).evaluate((found) => {
    const copy = found.cloneNode(true) as typeof found;
    // Nor what others may add to it.
    for (const around of copy.querySelectorAll(
      'nav, footer, style, script, [aria-labelledby=me-too]',
    ))
      around.remove();
    return (copy.textContent ?? '')
      .replaceAll(/Обращение \d\d-\d{6}-\d|номер появится после отправки/g, '')
      .replaceAll(/\d?\d:\d\d/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  });

async function send(page: Page, email: string): Promise<string> {
  await press(page, /sent/);
  const number = (await page.locator('.panel strong').textContent()) ?? '';
  await it.runJobs();
  const letter = (await it.house.mailbox!.list()).find((one) => one.to === email);
  await page.goto(/\/confirm\/[\w-]{43}/.exec(letter?.text ?? '')?.[0] ?? '');
  await press(page, /done=confirmed/);
  return number;
}

test('the public page is the preview, word by word; then export and erasure by receipt', async () => {
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await fillIn(page, 'preview@example.org');
  const preview = await saidIn(page, '[data-preview]');
  expect(preview).toContain(STORY);
  expect(preview).not.toContain('абракадабра');
  const number = await send(page, 'preview@example.org');
  const moderator = it.actAs('moderator');
  await it.house.faces.complaints.publishComplaint(moderator, { number });
  const reader = await (await it.visit({ script: false })).newPage();
  await reader.goto(`/complaints/${number}`);
  expect(await saidIn(reader, 'article')).toBe(preview);

  await page.goto('/my/looks');
  await it.house.faces.complaints.getComplaint(moderator, { number });
  await page.goto('/my/looks');
  expect(await page.locator('main').textContent()).toContain(number);
  await page.goto('/my/data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('form[action$="/my/data/download"] button').click(),
  ]);
  expect(download.suggestedFilename()).toBe('otklik-my-data.zip');

  await page.goto(`/complaints/${number}/erase`);
  await page.locator('main form button').click();
  expect(await page.locator('[role=alert]').count()).toBe(1);
  await page.check('[name=agreed]');
  await press(page, /done=erased/);
  await reader.reload();
  const stub = (await reader.locator('article').textContent()) ?? '';
  expect(stub).toContain('Автор удалил это обращение');
  expect(stub).not.toContain('половине первого');
  await context.close();
});

test('what was just sent is taken back, without script, and nothing is left to see', async () => {
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await fillIn(page, 'back@example.org');
  const number = await send(page, 'back@example.org');
  await it.house.faces.complaints.publishComplaint(it.actAs('moderator'), { number });
  await page.goto('/complaints/new/sent');
  expect(await page.locator('[data-left-ms]').textContent()).toMatch(/\d+ мин/);
  await press(page, /done=retracted/, '[data-ends] form');
  expect((await fetch(`${it.url}/complaints/${number}`)).status).toBe(404);
  await context.close();
});
