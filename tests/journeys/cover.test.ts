import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { violations } from './axe.ts';
import { actorOf } from './signed-in.ts';
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
      // The script has come: it takes the finger from the browser's own scrolling.
      await page.locator('[data-cover-grid][style*=touch-action]').waitFor();
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
    if (script) expect(await violations(page)).toEqual([]);
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

test('an author mends what was sent back: topic, words, photos; nothing goes unseen or past the numbers', async () => {
  const { accounts, faces, settings } = it.house;
  const { complaints, cases, registry } = faces;
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await page.goto(await accounts.signInLinkFor(settings.region, 'citizen'));
  await page.locator('main form button').click();
  await page.waitForURL(/\/my/);
  const author = await actorOf(it, context);
  const { clinics } = await registry.findClinics(author, { limit: 1 });
  const { token } = await complaints.saveDraft(author, { content: {} });
  await complaints.addDraftPhoto(author, { token, photo: new Uint8Array(await photo()) });
  const sent = await complaints.fileComplaint(author, {
    clinic: clinics[0]!.code,
    topic: 'wait-at-door-over-1h',
    story: STORY,
    facts: { appointed_at: '2026-02-10T10:00', started_at: '2026-02-10T12:30' },
    draft: token,
  });
  const target = { number: sent.number };
  const moderated = it.actAs('moderator');
  await cases.returnCase(moderated, { ...target, reason: 'wrong-topic' });
  const kept = async () => (await complaints.getComplaint(author, target)).original;

  await page.goto(`/complaints/${sent.number}`);
  await page.locator('main a[href$="/mend"]').click();
  const show = () => page.locator('button[value=show]').click();
  const danger = page.locator('form:has(input[name=danger_seen])');
  // Another topic: its questions come, the story stays.
  await page.selectOption('[name=topic]', 'no-shoe-covers');
  await page.fill('[name=story]', `${STORY} Отец потерял сознание.`);
  await show();
  await page.locator('[name="facts.seen_at"]').waitFor();
  expect(await page.inputValue('[name=story]')).toContain('потерял сознание');
  await page.fill('[name="facts.seen_at"]', '2026-02-10T10:00');
  // The numbers to call come before anything is kept.
  await show();
  await page.locator('[data-preview]').waitFor();
  expect(await page.locator('main').textContent()).toContain('112');
  expect(await kept()).toBe(STORY);
  // A photo more, another covered, one taken out: what is typed stays.
  const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() };
  await page.setInputFiles('[name=photo]', file);
  await page.locator('button[formaction="?/add"]').click();
  await page.locator('fieldset li:nth-child(2) img').waitFor();
  expect(await page.inputValue('[name=story]')).toContain('потерял сознание');
  const cover = await page.locator('a[href*="/mend/photos/"]').first().getAttribute('href');
  await page.locator('button[formaction="?/remove"]').last().click();
  await page.locator('fieldset li:nth-child(2)').waitFor({ state: 'detached' });
  await page.goto(it.url + cover!);
  await page.check('input[value="0-0"]');
  await page.locator('main form[method=post] button').last().click();
  await page.waitForURL(/\/mend$/);
  // Likely personal data are told; what is changed after the look is shown once more, and not sent.
  const choose = async (story: string) => {
    await page.selectOption('[name=topic]', 'no-shoe-covers');
    if ((await page.locator('[name="facts.seen_at"]').count()) === 0) await show();
    await page.fill('[name="facts.seen_at"]', '2026-02-10T10:00');
    await page.fill('[name=story]', story);
  };
  await choose(`${STORY} Телефон 8 916 000 12 12.`);
  await show();
  await page.locator('[data-preview]').waitFor();
  expect(await page.locator('main').textContent()).toContain('телефон: 8 916 000 12 12');
  await page.fill('[name=story]', `${STORY} Без телефона.`);
  await page.locator('button[value=send]').click();
  await page.locator('[data-preview]').waitFor();
  expect(await kept()).toBe(STORY);
  await page.locator('button[value=send]').click();
  await page.waitForURL(/done=deed/);
  expect(await kept()).toBe(`${STORY} Без телефона.`);

  // A dispute that sounds like danger: the same.
  await complaints.publishComplaint(moderated, target);
  await cases.handInAnswer(it.actAs('executor'), {
    ...target,
    outcome: 'change-made',
    signerName: 'Иванова',
    signerPost: 'врач',
    text: 'Разобрались: бахилы закончились в субботу, запас удвоен, автомат починен.',
  });
  await cases.publishAnswer(moderated, target);
  await page.goto(`/complaints/${sent.number}`);
  await page.check('[name=verdict][value=disputed]');
  await page.fill('[name=unanswered]', 'Отец потерял сознание, где врач?');
  await page.locator('#verdict-form button').click();
  await danger.first().waitFor({ state: 'attached' });
  expect((await complaints.getComplaint(author, target)).case.state).toBe('answered');
  await page.locator('#verdict-form button').click();
  await page.waitForURL(/done=verdict/);
  expect((await complaints.getComplaint(moderated, target)).case.state).toBe('danger');
  await context.close();
});
