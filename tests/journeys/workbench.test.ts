import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import type { Actor, StaffRole } from '@otklik/kernel';
import { openPlatform, type Platform } from './support.ts';
import { actorOf, signIn } from './signed-in.ts';

let it: Platform;
let author: Actor;
beforeAll(async () => {
  it = await openPlatform();
  const citizen = await signIn(it, 'citizen');
  author = await actorOf(it, citizen);
  await citizen.close();
});
afterAll(() => it?.close());

let told = 0;
/** A complaint that waits for a moderator; its number. */
async function file(story?: string): Promise<string> {
  told += 1;
  const { registry, complaints } = it.house.faces;
  const { clinics } = await registry.findClinics(it.actAs('moderator'), { limit: 1 });
  const { number } = await complaints.fileComplaint(author, {
    clinic: clinics[0]!.code,
    topic: 'no-shoe-covers',
    story: story ?? `На входе нет бахил, автомат не работает уже ${told}-й день подряд.`,
    facts: { seen_at: '2026-06-10T09:00' },
  });
  return number;
}

async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  return page;
}

async function atTheDesk(role: StaffRole): Promise<Page> {
  return pageOf(await signIn(it, role));
}

/** Presses keys one after another and waits for the page that they lead to. */
async function leadTo(page: Page, address: RegExp, ...keys: string[]): Promise<void> {
  const waits = page.waitForURL(address);
  for (const key of keys) await page.keyboard.press(key);
  await waits;
  await page.waitForLoadState('load');
}

/** Tab until what is wanted has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`!!document.activeElement?.matches(${JSON.stringify(selector)})`))
      return;
  }
  throw new Error(`${page.url()}: ${selector} is not reached`);
}

test('two of a queue are chosen, taken and given up again by keys alone', async () => {
  const numbers = [await file(), await file(), await file()];
  const page = await atTheDesk('moderator');
  await page.goto('/desk');
  await leadTo(page, /queue\/moderation/, 'g', 'm');
  // Narrowed to what nobody has taken, by the search box and a link.
  await page.keyboard.press('/');
  await page.keyboard.type('бахил');
  await leadTo(page, /q=/, 'Enter');
  expect(await page.locator('main ol li').count()).toBeGreaterThanOrEqual(3);
  // In the box the letters are letters.
  await page.keyboard.press('/');
  await page.keyboard.type('jx');
  expect(await page.inputValue('[name=q]')).toContain('jx');
  await page.locator('[name=q]').fill('бахил');
  await page
    .locator('h1')
    .evaluate((title) => (title.ownerDocument.activeElement as unknown as { blur(): void }).blur());

  const row = (number: string) => page.locator(`main ol li:has([value="${number}"])`);
  const box = (number: string) => row(number).locator('[type=checkbox]');
  await row(numbers[0]!).locator('a').focus();
  await page.keyboard.press('x');
  expect(await box(numbers[0]!).isChecked()).toBe(true);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  for (const number of numbers) expect(await box(number).isChecked()).toBe(true);
  await page.keyboard.press('x');
  expect(await box(numbers[2]!).isChecked()).toBe(false);

  await page.keyboard.press('s');
  await leadTo(page, /desk\/bulk/, 'Enter');
  expect(await page.locator('h1').textContent()).toContain('взять в работу 2 обращения');
  // Meanwhile a colleague takes one of them.
  const colleague = it.actAs('moderator');
  await it.house.faces.desk.takeCase(colleague, { number: numbers[1]! });
  await tabTo(page, 'main form button');
  await leadTo(page, /\/do/, 'Enter');
  expect(await page.locator('.notice.success').textContent()).toContain(numbers[0]);
  const refused = page.locator('.notice.warn');
  expect(await refused.textContent()).toContain(numbers[1]);
  expect(await refused.textContent()).toContain('кто-то другой');
  await page.keyboard.press('z');
  await leadTo(page, /done=undo/, 'Enter');
  const [free] = await it.house.faces.desk.lookAtCases(colleague, { numbers: [numbers[0]!] });
  expect(free!.holder).toBeNull();

  // The help shows where the keys lead, and goes by Escape.
  await page.keyboard.press('?');
  expect(await page.locator('[data-go=KeyB]').isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-go=KeyB]').isVisible()).toBe(false);
  await leadTo(page, /desk\/board/, 'g', 'b');
  await page.context().close();
});

test('a reply begins with a prepared text, by keys; what is left open does not go out', async () => {
  const number = await file();
  await it.house.faces.complaints.publishComplaint(it.actAs('moderator'), { number });
  const keeper = await atTheDesk('administrator');
  await keeper.goto('/desk/templates/edit');
  await keeper.fill('[name=name]', 'О бахилах');
  await keeper.fill('[name=text]', 'По обращению № {number} автомат проверили. {found} {имя}');
  await keeper.locator('form[action*=save] button').click();
  expect(await keeper.locator('[role=alert]').textContent()).toContain('не знает');
  await keeper.fill('[name=text]', 'По обращению № {number} автомат проверили. {found}');
  await keeper.locator('form[action*=save] button').click();
  await keeper.waitForURL(/done=template-saved/);
  await keeper.context().close();

  const page = await atTheDesk('executor');
  await page.goto(`/desk/cases/${number}?queue=replies`);
  await page.keyboard.press('i');
  await tabTo(page, 'a[data-insert]');
  await page.keyboard.press('Enter');
  expect(await page.inputValue('#text')).toBe(
    `По обращению № ${number} автомат проверили. {found}`,
  );
  const send = async () => {
    await page.locator('form[action*=answer] button.o-button--primary').click();
    await page.waitForLoadState('load');
  };
  await page.check('[name=outcome][value=no-change]');
  await page.fill('[name=signerName]', 'Кузнецов А. А.');
  await page.fill('[name=signerPost]', 'Главный врач');
  await send();
  expect(await page.locator('[role=alert]').textContent()).toContain('фигурных скобках');
  await page.fill('#text', `По обращению № ${number} автомат проверили.`);
  await send();
  expect(await page.locator('[role=alert]').textContent()).toContain('О бахилах');
  await page.check('[name=asIs]');
  await send();
  await page.waitForURL(/done=answer/);
  await page.context().close();
});

test('without script: narrowed, kept as a view, published together, printed', async () => {
  const numbers = [await file(), await file('Позвоните мне: 8 916 123-45-67, бахил нет.')];
  const signed = await signIn(it, 'moderator');
  const cookies = await signed.cookies();
  const context = await it.visit({ script: false });
  await context.addCookies(cookies);
  await signed.close();
  const page = await pageOf(context);
  await page.goto('/desk/queue/moderation');
  await page.fill('[name=q]', numbers[0]!);
  await page.locator('[role=search] button').click();
  expect(await page.locator('main ol li').count()).toBe(1);
  await page.goto('/desk/queue/moderation?held=free');
  await page.locator('details:has([name=name]) summary').click();
  await page.fill('[name=name]', 'Ничьи');
  await page.check('[name=isDefault]');
  await page.locator('form[action*=save-view] button').click();
  await page.waitForURL(/done=view-saved/);
  // The queue opens with it from now on.
  await page.goto('/desk/queue/moderation');
  expect(page.url()).toContain('held=free');

  for (const number of numbers) await page.check(`[name=case][value="${number}"]`);
  await page.locator('button[name=step][value=publish]').click();
  await page.waitForURL(/desk\/bulk/);
  expect(await page.locator('h1').textContent()).toContain('опубликовать 2 обращения');
  // The one with a telephone number in it must be looked at by itself.
  expect(await page.locator(`[name=case][value="${numbers[1]}"]`).isChecked()).toBe(false);
  await page.locator('form[action*=do] button').click();
  expect(await page.locator('.notice.success').textContent()).toContain(numbers[0]);
  expect(await page.locator('form[action*=undo]').count()).toBe(0);
  const list = await it.house.faces.desk.lookAtCases(it.actAs('moderator'), { numbers });
  expect(list.map(({ state }) => state)).toEqual(['in-work', 'submitted']);

  await page.goto(`/desk/cases/${numbers[0]}`);
  await page.locator(`a[href$="${numbers[0]}/print"]`).click();
  const paper = (await page.locator('article').textContent()) ?? '';
  expect(paper).toContain('автомат не работает');
  // Colleagues are named, the author is not.
  expect(paper).not.toContain('citizen@');

  await page.goto('/desk/queue/moderation?view=none');
  await page.locator('details:has(form[action*=delete-view]) summary').click();
  await page.locator('form[action*=delete-view] button').click();
  await page.waitForURL(/done=view-deleted/);
  await page.locator('form[action*=undo] button').click();
  await page.waitForURL(/done=undo/);
  expect(await page.locator('.views').textContent()).toContain('Ничьи');
  // On a phone nothing sticks out.
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of ['/desk/queue/all?view=none', '/desk/board', '/desk/templates']) {
    await page.goto(path);
    const over = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(over, path).toBeLessThanOrEqual(0);
  }
  await context.close();
});
