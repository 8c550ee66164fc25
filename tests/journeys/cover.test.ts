import { AxeBuilder } from '@axe-core/playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openPlatform, type Platform } from './support.ts';

let it: Platform;
let number = '';
beforeAll(async () => {
  it = await openPlatform();
});
afterAll(() => it?.close());

const STORY = 'Пришли к десяти утра по записи, приняли в половине первого, никто не объяснил.';

async function photo(): Promise<Buffer> {
  return sharp({
    create: {
      width: 480,
      height: 360,
      channels: 3,
      background: 'white',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
    .jpeg()
    .toBuffer();
}

/** Files a complaint with a photo through the house's own verbs. */
async function filed(): Promise<string> {
  const { complaints, registry } = it.house.faces;
  const { region } = it.house.settings;
  const visitor = { kind: 'visitor', region, origin: 'cover' } as const;
  const { clinics } = await registry.findClinics(visitor, { limit: 1 });
  const { token } = await complaints.saveDraft(visitor, { content: {} });
  await complaints.addDraftPhoto(visitor, { token, photo: new Uint8Array(await photo()) });
  const sent = await complaints.fileComplaint(
    visitor,
    {
      clinic: clinics[0]!.code,
      topic: 'wait-at-door-over-1h',
      story: STORY,
      facts: { appointed_at: '2026-02-10T10:00', started_at: '2026-02-10T12:30' },
      email: 'cover@example.org',
      draft: token,
    },
    { proofOfWork: 'no-script' },
  );
  await it.runJobs();
  const letter = (await it.house.mailbox!.list()).find((one) => one.to === 'cover@example.org');
  const link = /\/confirm\/([\w-]{43})/.exec(letter?.text ?? '')?.[1] ?? '';
  await complaints.confirmComplaint(visitor, { token: link });
  return sent.number;
}

async function moderator(script: boolean): Promise<Page> {
  const { accounts, settings } = it.house;
  const context = await it.visit({ script });
  const page = await context.newPage();
  await page.goto(await accounts.signInLinkFor(settings.region, 'moderator'));
  await page.locator('main form button').click();
  await page.waitForURL(/\/desk/);
  return page;
}

const srcOf = async (page: Page): Promise<string> =>
  (await page.locator('.photo img').getAttribute('src')) ?? '';
const statusOf = (page: Page, path: string): Promise<number> =>
  page.request.get(it.url + path).then((answer) => answer.status());

describe.each([
  ['with script', true],
  ['without script', false],
])('a moderator covers part of a photo %s', (_, script) => {
  test('and it has another address from then on', async () => {
    number = await filed();
    const page = await moderator(script);
    await page.goto(`/desk/cases/${number}`);
    await page.locator(`main a[href*="/photos/"]:not(:has(img))`).first().click();
    await page.waitForURL(/\/photos\//);
    const before = await srcOf(page);
    expect(await statusOf(page, before)).toBe(200);

    await page.locator('form[action="?/cover"] button').click();
    await page.locator('#square').waitFor();
    if (script) {
      const grid = (await page.locator('[data-cover-grid]').boundingBox())!;
      const at = (column: number, row: number): [number, number] => [
        grid.x + (grid.width * (column + 0.5)) / 12,
        grid.y + (grid.height * (row + 0.5)) / 12,
      ];
      await page.mouse.move(...at(0, 0));
      await page.mouse.down();
      await page.mouse.move(...at(2, 1), { steps: 5 });
      await page.mouse.up();
      expect(await page.locator('input[name=square]:checked').count()).toBe(6);
    } else for (const square of ['0-0', '0-1', '1-0']) await page.check(`input[value="${square}"]`);
    // Axe waits for timers, which a page without script does not have.
    if (script) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    await page.locator('form[action="?/cover"] button').click();
    await page.waitForURL(/done=cover/);
    const after = await srcOf(page);
    expect(after).not.toBe(before);
    expect([await statusOf(page, before), await statusOf(page, after)]).toEqual([404, 200]);

    await page.locator('form[action="?/uncover"] button').click();
    await page.waitForURL(/done=uncover/);
    expect([await statusOf(page, before), await statusOf(page, after)]).toEqual([200, 404]);
    await page.context().close();
  });
});

test('an author covers part of a photo before anything is sent', async () => {
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await page.goto('/complaints/new?q=' + encodeURIComponent('детская 38'));
  await page.locator('main li a').first().click();
  await page.check('input[value=wait-at-door-over-1h]');
  await page.locator('main form[method=post] button').last().click();
  await page.waitForURL(/details/);
  await page.fill('[name="facts.appointed_at"]', '2026-02-10T10:00');
  await page.fill('[name="facts.started_at"]', '2026-02-10T12:30');
  await page.fill('[name=story]', STORY);
  await page.locator('main form[method=post] button').last().click();
  await page.waitForURL(/photos/);
  const buffer = await photo();
  await page.setInputFiles('[name=photo]', { name: 'a.jpg', mimeType: 'image/jpeg', buffer });
  await page.locator('form[action*="add"] button').last().click();
  await page.locator('main li img').waitFor();
  await page.locator('main li a[href$="/cover"]').click();
  await page.waitForURL(/\/complaints\/new\/photos\/[^/]+\/cover/);
  const before = await srcOf(page);
  await page.check('input[value="0-0"]');
  await page.locator('main form[method=post] button').last().click();
  await page.waitForURL(/\/complaints\/new\/photos$/);
  expect(await statusOf(page, before)).toBe(404);
  expect(await page.locator('main li img').count()).toBe(1);
  await context.close();
});
