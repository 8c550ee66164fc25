import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Actor, Reach, StaffRole } from '@otklik/kernel';
import { violations } from './axe.ts';
import { openPlatform, type Platform } from './support.ts';

let it: Platform;
beforeAll(async () => {
  it = await openPlatform();
});
afterAll(() => it?.close());

const STORY =
  'Записалась на девять, вошла в половине двенадцатого. Мой телефон 8 916 123-45-67, позвоните.';
const PHONE = '8 916 123-45-67';
const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const ANSWER =
  'Проверили расписание: врач принимал экстренного больного. С понедельника откроем второй кабинет.';

/** A signed-in person's page: the demonstration's link and its one button. */
async function signIn(
  role: StaffRole | 'citizen',
  options: { script?: boolean; reach?: Reach } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const { accounts, settings } = it.house;
  const context = await it.visit(options);
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(await accounts.signInLinkFor(settings.region, role, options.reach));
  await page.locator('main form button').click();
  await page.waitForURL(/\/(my|desk)/);
  return { context, page };
}

/** The actor that the browser's cookie stands for. */
async function actorOf(context: BrowserContext): Promise<Actor> {
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { region } = it.house.settings;
  return it.house.accounts.actorFromRequest({ cookie, region, origin: 'journey' });
}

/** Two clinics: the one that the stories are about, and the one next door. */
async function twoClinics(): Promise<{ id: string; code: string }[]> {
  const { registry } = it.house.faces;
  const { clinics } = await registry.findClinics(it.actAs('moderator'), { limit: 2 });
  return Promise.all(
    clinics.map(({ code }) => registry.getClinic(it.actAs('moderator'), { code })),
  );
}

async function file(author: Actor): Promise<string> {
  const [clinic] = await twoClinics();
  const { number } = await it.house.faces.complaints.fileComplaint(author, {
    clinic: clinic!.code,
    topic: 'wait-at-door-over-1h',
    story: STORY,
    private: 'Смирнова, карта 12345',
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  });
  return number;
}

/** Opens a case from its queue, as one does: from the list. */
async function open(page: Page, queue: string, number: string): Promise<void> {
  await page.goto(`/desk/queue/${queue}`);
  await page.locator(`main ol a[href*="${number}"]`).first().click();
  await page.waitForURL(new RegExp(`/desk/cases/${number}`));
}

const formOf = (page: Page, deed: string) => page.locator(`form[action^="?/${deed}"]`);

async function send(page: Page, deed: string, done = deed): Promise<void> {
  // Proposals for cuts have buttons of their own before it.
  await formOf(page, deed).locator('button:not([type=button]):not([name=scope])').first().click();
  await page.waitForURL(new RegExp(`done=${done}`));
}

async function cutPhone(page: Page, script: boolean): Promise<void> {
  const area = page.locator('#marked');
  if (!script) {
    await area.fill(STORY.replace(PHONE, `[[${PHONE}]]`));
    await page.locator('[formaction*=preview]').click();
    await page.waitForURL(/preview/);
  } else {
    await area.evaluate((box, phone) => {
      const field = box as unknown as {
        value: string;
        setSelectionRange(a: number, b: number): void;
      };
      const from = field.value.indexOf(phone);
      field.setSelectionRange(from, from + phone.length);
    }, PHONE);
    await page.locator('[data-cut=selection]').click();
  }
  expect(await area.inputValue()).toContain(`[[${PHONE}]]`);
  const preview = (await page.locator('#public-text').textContent()) ?? '';
  expect(preview).toContain('[…]');
  expect(preview).not.toContain(PHONE);
}

async function answer(page: Page, number: string, text: string): Promise<void> {
  await open(page, 'replies', number);
  await page.fill('[name=text]', text);
  await page.check('[name=outcome][value=change-planned]');
  await page.fill('[name=promise-what-0]', 'Открыть второй кабинет');
  await page.fill('[name=promise-owner-0]', 'Заведующий отделением');
  await page.fill('[name=promise-until-0]', IN_A_MONTH);
  await page.fill('[name=signerName]', 'Кузнецов А. А.');
  await page.fill('[name=signerPost]', 'Главный врач');
  await send(page, 'answer');
}

async function judge(page: Page, number: string, verdict: string, words?: string): Promise<void> {
  await page.goto('/my');
  await page.locator(`ul a[href$="${number}"]`).click();
  await page.check(`[name=verdict][value=${verdict}]`);
  if (words) await page.fill('[name=unanswered]', words);
  await page.locator('#verdict-form button').click();
  await page.waitForURL(/done=verdict/);
}

// First in the file: the demonstration's executor has no other clinic yet.
test('the clinic next door finds nothing, and the public no desk', async () => {
  const [, other] = await twoClinics();
  const citizen = await signIn('citizen');
  const number = await file(await actorOf(citizen.context));
  await it.house.faces.complaints.publishComplaint(it.actAs('moderator'), { number });
  const executor = await signIn('executor', { reach: { kind: 'clinic', id: other!.id } });
  await executor.page.goto('/desk/queue/replies');
  expect(await executor.page.locator('main').textContent()).not.toContain(number);
  expect((await executor.page.goto(`/desk/cases/${number}`))?.status()).toBe(404);
  expect((await executor.page.goto('/desk/queue/moderation'))?.status()).toBe(404);
  expect((await executor.page.goto('/desk/nothing/here'))?.status()).toBe(404);
  expect((await citizen.page.goto('/desk'))?.status()).toBe(403);
  expect((await citizen.page.goto(`/desk/cases/${number}`))?.status()).toBe(403);

  const visitor = await it.visit();
  const page = await visitor.newPage();
  await page.goto(`/desk/cases/${number}?queue=replies`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  // The way leads through a letter and back to the page that was asked for.
  const { accounts, settings } = it.house;
  await page.goto(await accounts.signInLinkFor(settings.region, 'moderator'));
  await page.locator('main form button').click();
  await page.waitForURL(new RegExp(`/desk/cases/${number}`));
  for (const context of [visitor, citizen.context, executor.context]) await context.close();
});

describe.each([
  ['with script', true],
  ['without script', false],
])('from the moderator to the last word, %s', (_, script) => {
  test('publish with a cut, answer, return, publish, dispute, uphold, answer again, confirm', async () => {
    const [clinic] = await twoClinics();
    const reach: Reach = { kind: 'clinic', id: clinic!.id };
    const citizen = await signIn('citizen', { script });
    const moderator = await signIn('moderator', { script });
    const executor = await signIn('executor', { script, reach });
    const controller = await signIn('controller', { script });
    const number = await file(await actorOf(citizen.context));

    await executor.page.goto(`/desk/cases/${number}`);
    expect(await executor.page.locator('h1').textContent()).toBe('Такой страницы нет');

    await open(moderator.page, 'moderation', number);
    await cutPhone(moderator.page, script);
    await send(moderator.page, 'publish');
    expect(await moderator.page.locator('[role=status]').first().textContent()).toContain(
      'Опубликовано и передано клинике',
    );
    const seen = await (await fetch(`${it.url}/complaints/${number}`)).text();
    expect(seen).toContain('[…]');
    expect(seen).not.toContain(PHONE);

    await answer(executor.page, number, ANSWER);
    await open(moderator.page, 'answers', number);
    await moderator.page.locator('summary[data-key=KeyR]').click();
    await moderator.page.selectOption('select[name=reason]', 'promise-without-date');
    await moderator.page.fill('[name=note]', 'Назовите число.');
    await send(moderator.page, 'return');

    await open(executor.page, 'replies', number);
    const returned = (await executor.page.locator('main').textContent()) ?? '';
    expect(returned).toContain('Назовите число.');
    expect(returned).toContain('Смирнова, карта 12345');
    expect(returned).not.toContain('citizen@demo.example');
    // The returned answer is there to be mended, not to be written anew.
    expect(await executor.page.inputValue('[name=text]')).toBe(ANSWER);
    await answer(executor.page, number, `${ANSWER} Это будет 30 ноября.`);
    await open(moderator.page, 'answers', number);
    await send(moderator.page, 'publish-answer');

    await judge(citizen.page, number, 'disputed', 'Почему талоны ничего не значат?');
    await open(controller.page, 'control', number);
    expect(await controller.page.locator('.dispute').textContent()).toContain('талоны');
    await controller.page.check('[name=finding][value=dispute-upheld]');
    await controller.page.fill('[name=note]', 'О талонах в ответе нет ни слова.');
    await send(controller.page, 'decide');

    await open(executor.page, 'replies', number);
    expect(await executor.page.locator('main').textContent()).toContain('круг 2');
    await answer(executor.page, number, 'Талоны снова действуют: регистратура вызывает по ним.');
    await open(moderator.page, 'answers', number);
    await send(moderator.page, 'publish-answer');
    await judge(citizen.page, number, 'confirmed');
    await citizen.page.goto('/my');
    const card = citizen.page.locator('article', { hasText: number });
    expect(await card.textContent()).toContain('Решено, подтвердил автор');
    for (const { context } of [citizen, moderator, executor, controller]) await context.close();
  });
});

test('of two moderators the second is told what happened and keeps the words', async () => {
  const citizen = await signIn('citizen');
  const number = await file(await actorOf(citizen.context));
  const { context, page } = await signIn('moderator', { script: false });
  await open(page, 'moderation', number);
  const other = await context.newPage();
  await open(other, 'moderation', number);

  const reject = formOf(page, 'reject').locator('button').first();
  await page.locator('summary[data-key=KeyR]').click();
  await reject.click();
  expect(await page.locator('[role=alert]').textContent()).toContain('Выберите причину');
  await page.selectOption('select[name=reason]', 'insult');
  await page.fill('[name=note]', 'Второе предложение обидно.');
  await reject.click();
  // A second screen says what follows, before anything happens; the way back loses nothing.
  expect(await page.locator('.notice.danger').textContent()).toContain('без оскорблений');
  await page.locator('button[name=sure][value=no]').click();
  expect(await page.inputValue('[name=note]')).toBe('Второе предложение обидно.');
  await reject.click();

  await send(other, 'publish');
  await page.locator('button[name=sure][value=yes]').click();
  const told = page.locator('.notice.warn');
  expect(await told.textContent()).toContain('Обращение опубликовано и передано клинике');
  // Whom to ask: the colleague, by address.
  expect(await told.textContent()).toContain('модератор, moderator@demo.example');
  expect(await told.locator('textarea').inputValue()).toBe('Второе предложение обидно.');
  expect(await formOf(page, 'reject').count()).toBe(0);
  await context.close();
  await citizen.context.close();
});

test('the queue is worked by keys alone, in any layout', async () => {
  const citizen = await signIn('citizen');
  const author = await actorOf(citizen.context);
  const numbers = [await file(author), await file(author)];
  const { context, page } = await signIn('moderator');
  await page.goto('/desk/queue/moderation');
  const here = () => page.evaluate('document.activeElement?.textContent ?? ""');
  await page.keyboard.press('j');
  expect(await here()).toContain(numbers[0]);
  // The Russian letter of the same key.
  await page.evaluate(
    `document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyJ', key: 'о', bubbles: true }))`,
  );
  expect(await here()).toContain(numbers[1]);
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`cases/${numbers[0]}`));
  await page.keyboard.press('p');
  expect(await here()).toContain('Опубликовать');
  // Letters typed into a field stay letters.
  await page.locator('#marked').focus();
  await page.keyboard.press('j');
  expect(page.url()).toContain(numbers[0]);
  expect(await page.locator('#reworded').isVisible()).toBe(true);
  await page.locator('[data-cut=none]').focus();
  await page.keyboard.press('u');
  await page.waitForURL(/queue\/moderation/);
  await page.keyboard.press('?');
  expect(await page.locator('[data-keys-help]').getAttribute('open')).not.toBeNull();
  await page.locator('[data-keys-toggle]').click();
  await page.keyboard.press('j');
  expect(await here()).not.toContain(numbers[0]);
  await context.close();
  await citizen.context.close();
});

test('a clerk writes down, reads back, prints and follows, without script', async () => {
  const [clinic] = await twoClinics();
  const { context, page } = await signIn('clerk', { script: false });
  await page.waitForURL(/\/desk\/intake$/);
  expect((await page.goto('/desk/queue/all'))?.status()).toBe(404);
  await page.goto(`/desk/intake/new?clinic=${clinic!.code}`);
  await page.selectOption('[name=topic]', 'wait-at-door-over-1h');
  await page.locator('form:has([name=topic]) button').click();
  await page.waitForURL(/topic=wait-at-door-over-1h/);
  const send = (action: string) =>
    page
      .locator(`form[action^="?/${action}"] button:not([formaction], [aria-hidden])`)
      .first()
      .click();
  await send('read');
  await page.locator('[role=alert]').waitFor();
  await page.check('[name=channel][value=telephone]');
  await page.check('[name=locale][value=en]');
  await page.fill('[name="facts.appointed_at"]', '2026-06-10T09:00');
  await page.fill('[name="facts.started_at"]', '2026-06-10T11:30');
  await page.fill('[name=story]', STORY);
  await page.check('[name=relation][value=parent]');
  await page.fill('[name=bornOn]', '2021-04-01');
  await page.check('[name=notices][value=call]');
  await page.fill('[name=contactName]', 'Мария Ивановна');
  await page.fill('[name=phone]', '+7 900 123-45-67');
  // A photo at a time; what was typed stays, and one that was chosen and not added goes along.
  const picture = (name: string, background: string) =>
    sharp({ create: { width: 64, height: 48, channels: 3, background } })
      .jpeg()
      .toBuffer()
      .then((buffer) => ({ name, mimeType: 'image/jpeg', buffer }));
  await page.setInputFiles('[name=photo]', await picture('1.jpg', '#822'));
  await page.locator('[formaction^="?/photo"]').click();
  await page.waitForSelector('main li:nth-child(1) img');
  expect(await page.inputValue('[name=story]')).toBe(STORY);
  await page.setInputFiles('[name=photo]', await picture('2.jpg', '#228'));
  await send('read');
  await page.waitForSelector('main li:nth-child(2) img');
  // It is there before its picture is.
  await expect
    .poll(() =>
      page
        .locator('main li:nth-child(2) img')
        .evaluate((one: { naturalWidth: number }) => one.naturalWidth),
    )
    .toBeGreaterThan(0);
  await page.locator('[formaction^="?/change"]').click();
  await page.locator('[formaction^="?/unphoto"]').first().click();
  await page.locator('main li:nth-child(2) img').waitFor({ state: 'detached' });
  await send('read');
  // Every word stands there to be read aloud; not marked as read, nothing is kept.
  await page.locator('[name=readBack]').waitFor();
  expect(await page.locator('main').textContent()).toContain(STORY);
  await send('file');
  await page.locator('[role=alert]').waitFor();
  await page.check('[name=readBack]');
  await send('file');
  await page.waitForURL(/\/desk\/intake\/receipt/);
  const receipt = (await page.locator('.code').textContent())?.trim() ?? '';
  expect(receipt.split('-')).toHaveLength(9);
  expect(await page.locator('.sheet[lang=en]').textContent()).toContain('Lost means lost');
  await page.locator('main a[href$="/type-back"]').click();
  await page.fill('[name=receipt]', receipt);
  await page.locator('main form button').click();
  await page.waitForURL(/confirmed=/);
  const number = new URL(page.url()).searchParams.get('confirmed')!;
  expect((await page.goto(`/desk/cases/${number}`))?.status()).toBe(404);
  await it.house.faces.complaints.publishComplaint(it.actAs('moderator'), {
    number,
    acknowledged: true,
  });
  await page.goto('/desk/intake/calls');
  expect(await page.locator('main').textContent()).toContain('+7 900 123-45-67');
  await page
    .locator('main section', { hasText: number })
    .locator('a[href*="/desk/intake/letters/"]')
    .click();
  await page.waitForURL(/\/desk\/intake\/letters\//);
  expect(await page.locator('article[lang=en]').textContent()).toContain('Мария Ивановна');
  await page.goto('/desk/intake/calls');
  await page.locator('main section', { hasText: number }).locator('[value=reached]').click();
  await page.waitForURL(/calls\?done/);
  expect(await page.locator('main').textContent()).not.toContain(number);
  await page.goto('/desk/intake/follow');
  await page.fill('[name=receipt]', receipt);
  await send('open');
  await page.locator('[aria-labelledby=act-withdraw] button').click();
  await page.waitForURL(new RegExp(`done=${number}`));
  await context.close();
});

test('the post of the demonstration shows a letter with links that lead on', async () => {
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.fill('[name=email]', 'reader@example.org');
  await page.locator('main form:has([name=email]) button').click();
  await page.waitForURL(/sent/);
  await it.runJobs();
  // Letters about other cases may come in between: the reader's own is looked for by its address.
  const own = page.locator('main li').filter({ hasText: 'reader@example.org' });
  await expect
    .poll(async () => {
      await page.goto('/demo/mailbox');
      return own.count();
    })
    .toBeGreaterThan(0);
  await own.first().locator('a').first().click();
  expect(await page.locator('main').textContent()).toContain('reader@example.org');
  await page.locator('.letter a').first().click();
  await page.waitForURL(/sign-in\/[\w-]{43}/);
  await page.locator('main form button').click();
  await page.waitForURL(/\/my$/);
  expect(await page.locator('main').textContent()).toContain('Вы ещё не писали о клиниках');
  await context.close();
});

test('pages of the desk hold the rules of accessibility', async () => {
  const citizen = await signIn('citizen');
  const number = await file(await actorOf(citizen.context));
  const { context, page } = await signIn('moderator');
  for (const path of ['/desk', '/desk/queue/all', `/desk/cases/${number}`, '/demo/mailbox']) {
    await page.goto(path);
    expect(await violations(page), path).toEqual([]);
  }
  await citizen.page.goto('/my');
  expect(await violations(citizen.page)).toEqual([]);
  await context.close();
  await citizen.context.close();
});
