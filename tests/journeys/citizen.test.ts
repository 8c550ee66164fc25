import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { MARKS, talkativePhoto } from '../../packages/adapters/test/jpeg-parts.ts';
import { openPlatform, type Platform } from './support.ts';

let it: Platform;
beforeAll(async () => {
  it = await openPlatform();
});
afterAll(() => it?.close());

const STORY =
  'Пришли с ребёнком к десяти утра по записи. Приняли только в половине первого, никто ничего не объяснил.';

/** Presses the form's own button and waits for the page it leads to. */
async function press(page: Page, address: RegExp, form = 'main form[method=post]'): Promise<void> {
  await page.locator(`${form} button`).last().click();
  await page.waitForURL(address);
}

async function chooseTopic(page: Page, topic: string): Promise<void> {
  await page.goto('/complaints/new?q=' + encodeURIComponent('детская 38'));
  await page.locator('main li a').first().click();
  await page.check(`input[value=${topic}]`);
  await press(page, /details/);
}

async function tellOfWait(page: Page): Promise<void> {
  await chooseTopic(page, 'wait-at-door-over-1h');
  await page.fill('[name="facts.appointed_at"]', '2026-02-10T10:00');
  await page.fill('[name="facts.started_at"]', '2026-02-10T12:30');
  await page.fill('[name=story]', STORY);
  await press(page, /photos|similar/);
  await passSimilar(page);
}

/** Others may have written of the like by then: this one differs. */
async function passSimilar(page: Page): Promise<void> {
  if (!/similar/.test(page.url())) return;
  await page.locator('main a.o-button').first().click();
  await page.waitForURL(/photos/);
}

async function giveAddress(page: Page, email: string): Promise<void> {
  await page.locator('main a.o-button').last().click();
  await page.waitForURL(/contact/);
  await page.fill('[name=email]', email);
  await press(page, /check/);
}

async function send(page: Page): Promise<{ number: string; receipt: string }> {
  await press(page, /sent/);
  const number = (await page.locator('.panel strong').textContent()) ?? '';
  const receipt = (await page.locator('.code').textContent()) ?? '';
  return { number, receipt };
}

/** The newest letter of this kind to an address, as the demo mailbox keeps it. */
async function letterTo(email: string): Promise<string> {
  await it.runJobs();
  const letter = (await it.house.mailbox!.list()).find((one) => one.to === email);
  return letter?.text ?? '';
}

/** Words as a person reads them: a space is a space, whether a line may break there or not. */
const wordsOf = async (page: Page, what: string): Promise<string> =>
  ((await page.locator(what).first().textContent()) ?? '').replaceAll('\u00a0', ' ');

const linkIn = (text: string): string => /\/confirm\/[\w-]{43}/.exec(text)?.[0] ?? '';

async function file(context: BrowserContext, email: string) {
  const page = await context.newPage();
  await tellOfWait(page);
  await giveAddress(page, email);
  return { page, ...(await send(page)) };
}

describe.each([
  ['with script', true],
  ['without script', false],
])('a complaint is filed %s', (_, script) => {
  test('and confirmed by the link of the letter', async () => {
    const context = await it.visit({ script });
    const email = `anna-${script}@example.org`;
    const { page, number, receipt } = await file(context, email);
    expect(number).toMatch(/^\d\d-\d{6}-\d$/);
    expect(receipt).toMatch(/^([а-я]+-){8}[а-я]+$/);
    const link = linkIn(await letterTo(email));

    // Mail scanners open links; they must not spend them.
    expect((await fetch(it.url + link)).status).toBe(200);
    expect((await fetch(`${it.url}/complaints/${number}`)).status).toBe(404);
    await page.goto(link);
    await press(page, /done=confirmed/);
    expect(await wordsOf(page, '.tag')).toContain('На проверке');
    expect(await wordsOf(page, 'main')).toContain('на 1 ч 30 мин больше нормы в 1 час');
    // Pressed twice, it says kindly that it is done.
    await page.goto(link);
    await press(page, /done=confirmed/);
    await context.close();
  });

  test('and by receipt alone: the code typed back, the proof saved and checked', async () => {
    const context = await it.visit({ script });
    const page = await context.newPage();
    await tellOfWait(page);
    await page.locator('main a.o-button').last().click();
    await page.waitForURL(/contact/);
    await page.check('[name=way][value=receipt]');
    await press(page, /check/);
    expect(await wordsOf(page, 'main')).toContain('без кода открыть обращение не сможет никто');
    const { number, receipt } = await send(page);
    await page.locator('a[href*=type-back]').click();
    await page.waitForURL(/type-back/);
    expect(await wordsOf(page, 'main')).not.toContain(receipt.slice(0, 20));
    await page.fill('[name=receipt]', receipt.split('-').toReversed().join(' '));
    await page.locator('main form button').last().click();
    await page.getByText('Код не подошёл').first().waitFor();
    const short = receipt.split('-').map((word) => word.slice(0, 4));
    await page.fill('[name=receipt]', short.join(', '));
    await press(page, /sent/);
    await page.locator('a[href$=proof]').click();
    await page.waitForURL(/proof/);
    expect(await wordsOf(page, 'main')).toContain(number);
    const saved = await context.request.get(`${it.url}/complaints/${number}/proof/file`);
    const proof = await saved.text();
    await page.goto('/act-log/check');
    await page.fill('[name=text]', proof);
    await page.locator('main form button').last().click();
    await page.getByText(`Подтверждено: обращение ${number}`).first().waitFor();
    await page.fill('[name=text]', proof.replace(number, '26-000009-9'));
    await page.locator('main form button').last().click();
    await page.getByText('Файл изменён').first().waitFor();
    await context.close();
  });
});

test.each([
  ['with script', true],
  ['without script', false],
])('whom to call comes before anything is kept, %s', async (_, script) => {
  const context = await it.visit({ script });
  const page = await context.newPage();
  await chooseTopic(page, 'no-shoe-covers');
  await page.fill('[name="facts.seen_at"]', '2026-02-10T10:00');
  const story = 'В холле отец потерял сознание, никто к нему не подошёл.';
  await page.fill('[name=story]', story);
  await page.locator('main form[method=post] button').last().click();
  await page.locator('main a[href="tel:103"]').first().waitFor();
  expect(page.url()).toContain('/complaints/new/details');
  // Nothing was written: the same form in another tab is as empty as before.
  const other = await context.newPage();
  await other.goto('/complaints/new/details');
  expect(await other.locator('[name=story]').inputValue()).toBe('');
  const prepared = await context.request.get(`${it.url}/complaints/new/appeal/text.txt`);
  expect(await prepared.text()).toContain('[Фамилия');
  await press(page, /photos/);
  await other.reload();
  expect(await other.locator('[name=story]').inputValue()).toBe(story);
  // Who says so on the last page is shown the numbers before it is sent.
  const plain = await it.visit({ script });
  const calm = await plain.newPage();
  await tellOfWait(calm);
  await giveAddress(calm, `danger-${script}@example.org`);
  expect(await calm.locator('main a[href="tel:103"]').count()).toBe(0);
  await calm.check('[name=danger][value=yes]');
  await calm.locator('main form[method=post] button').last().click();
  await calm.locator('main a[href="tel:103"]').first().waitFor();
  expect(calm.url()).toMatch(/check/);
  await send(calm);
  await plain.close();
  await context.close();
});

test('the breach is told while the times are typed', async () => {
  const context = await it.visit();
  const page = await context.newPage();
  await chooseTopic(page, 'wait-at-door-over-1h');
  await page.fill('[name="facts.appointed_at"]', '2026-02-10T10:00');
  await page.fill('[name="facts.started_at"]', '2026-02-10T10:40');
  expect(await wordsOf(page, '[data-breach]')).toContain('она не нарушена');
  await page.fill('[name="facts.started_at"]', '2026-02-10T11:01');
  expect(await wordsOf(page, '[data-breach]')).toContain('на 1 мин больше');
  await context.close();
});

test('of a medicine the term of the prescription’s mark is told while the days are typed', async () => {
  const context = await it.visit();
  const page = await context.newPage();
  await chooseTopic(page, 'medicine-wait');
  await page.fill('[name="facts.medicine"]', 'Ингалятор');
  await page.check('[name="facts.prescription_mark"][value=cito]');
  await page.fill('[name="facts.prescribed_at"]', '2026-02-10T10:00');
  await page.fill('[name="facts.presented_at"]', '2026-02-10T11:00');
  await page.fill('[name="facts.received_at"]', '2026-02-12T11:00');
  const said = page.locator('[data-judge]');
  await said.filter({ hasText: 'в пределах нормы: 3' }).waitFor();
  await page.fill('[name="facts.received_at"]', '2026-02-14T11:00');
  await said.filter({ hasText: 'Больше нормы на 1' }).waitFor();
  expect(await said.textContent()).toContain('не проверено');
  await context.close();
});

test('a like case is offered while the story is typed and after it, and holds nothing up', async () => {
  const { complaints, registry } = it.house.faces;
  const visitor = { kind: 'visitor', region: it.house.settings.region, origin: 'alike' } as const;
  const { clinics } = await registry.findClinics(visitor, { q: 'детская 38', limit: 1 });
  const email = 'alike@example.org';
  const { number } = await complaints.fileComplaint(
    visitor,
    {
      clinic: clinics[0]!.code,
      topic: 'no-shoe-covers',
      story: 'Автомат с бахилами у входа сломан, монеты глотает, уборщица ругает за грязь.',
      facts: { seen_at: '2026-02-10T10:00' },
      email,
    },
    { proofOfWork: 'no-script' },
  );
  const token = linkIn(await letterTo(email)).slice('/confirm/'.length);
  await complaints.confirmComplaint(visitor, { token });
  await complaints.publishComplaint(it.actAs('moderator'), { number });

  const context = await it.visit();
  const page = await context.newPage();
  await chooseTopic(page, 'no-shoe-covers');
  await page.fill('[name="facts.seen_at"]', '2026-02-10T10:20');
  const asked = page.waitForResponse((answer) =>
    answer.url().endsWith('/complaints/new/similar/list'),
  );
  await page.fill('[name=story]', 'Машина с чехлами для обуви не работает, проглотила мелочь.');
  expect((await asked).status()).toBe(200);
  await page.locator('[data-similar] a').first().waitFor();
  expect(await page.locator('[data-similar] a').first().getAttribute('href')).toContain(number);
  await press(page, /similar/);
  expect(await wordsOf(page, 'main')).toContain(number);
  await passSimilar(page);
  expect(page.url()).toContain('photos');

  // To follow is the third way: the draft waits, and a link leads back to it.
  await page.goto('/complaints/new/similar');
  await page.locator('main a[href*="/subscribe?"]').first().click();
  await page.waitForURL(/subscribe\?number=/);
  expect(page.url()).toContain(`number=${number}`);
  await page.locator('main a[href$="/complaints/new/similar"]').click();
  await page.waitForURL(/new\/similar$/);
  expect(await wordsOf(page, 'main')).toContain(number);

  // «Me too» of somebody who is not signed in leads there and back to the case.
  await page.goto('/complaints/new/similar');
  await page.locator('main form[action*=support] button').first().click();
  await page.waitForURL(/sign-in/);
  expect(decodeURIComponent(page.url())).toContain(`/complaints/${number}#me-too`);
  await context.close();
});

test('a refused form keeps what was typed, in any script and at any length', async () => {
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await chooseTopic(page, 'wait-at-door-over-1h');
  const long = 'Ёжик 山田太郎 مريم <b>&amp;</b> '.repeat(400).slice(0, 10_000);
  await page.fill('[name=story]', long);
  await page.fill('[name=private]', 'Карта № 12');
  await press(page, /details/);
  const words = (await page.locator('[role=alert]').textContent()) ?? '';
  expect(words).toContain('4000');
  expect(words).toContain('укажите дату');
  expect(await page.inputValue('[name=story]')).toBe(long);
  // Tomorrow it is still there.
  await page.goto('/complaints/new/details');
  expect(await page.inputValue('[name=story]')).toBe(long);
  expect(await page.inputValue('[name=private]')).toBe('Карта № 12');

  // The draft was forgotten while somebody typed: the words begin a new one.
  await context.clearCookies();
  await press(page, /details/);
  expect(await page.inputValue('[name=story]')).toBe(long);
  await page.goto('/complaints/new/details');
  expect(await page.inputValue('[name=story]')).toBe(long);

  // Longer than even a draft keeps: refused, and still on the page.
  const endless = 'а'.repeat(20_000);
  await page.fill('[name=story]', endless);
  await press(page, /details/);
  expect(await page.inputValue('[name=story]')).toBe(endless);
  await context.close();
});

test('a filled trap sends nothing; sent twice from two tabs, it goes once', async () => {
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await tellOfWait(page);
  await giveAddress(page, 'twice@example.org');
  const other = await context.newPage();
  await other.goto('/complaints/new/check');
  await page.fill('[name=website]', 'http://spam.example', { force: true });
  await page.locator('main form[method=post] button').last().click();
  await page.waitForSelector('[role=alert]');
  expect(await letterTo('twice@example.org')).toBe('');

  const first = await send(page);
  const second = await send(other);
  expect(second).toEqual(first);
  await other.goBack();
  expect(other.url()).toContain('/complaints/new/sent');
  await context.close();
});

test('photos go in several at once, what is none is refused, and no metadata comes out', async () => {
  const context = await it.visit();
  const page = await context.newPage();
  await chooseTopic(page, 'accessibility-broken');
  await page.locator('[name="facts.facility"]').first().check();
  await page.fill('[name="facts.seen_at"]', '2026-02-10T10:00');
  await page.fill('[name=story]', STORY);
  await press(page, /photos|similar/);
  await passSimilar(page);
  const photo = await talkativePhoto();
  const named = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });
  await page.setInputFiles('[name=photo]', named('letter.jpg', Buffer.from('no photo')));
  await page.getByText('Не получилось загрузить «letter.jpg»').waitFor();
  await page.setInputFiles('[name=photo]', [named('1.jpg', photo), named('2.jpg', photo)]);
  await page.waitForSelector('main li:nth-child(2) img');
  await page.locator('main li button').last().click();
  await page.locator('main li:nth-child(2) img').waitFor({ state: 'detached' });
  await giveAddress(page, 'photo@example.org');
  const { number } = await send(page);
  await page.goto(linkIn(await letterTo('photo@example.org')));
  await press(page, /done=confirmed/);
  const href = (await page.locator('main li a:has(img)').first().getAttribute('href')) ?? '';
  expect((await fetch(it.url + href)).status).toBe(404);

  await it.house.faces.complaints.publishComplaint(it.actAs('moderator'), { number });
  const answer = await fetch(it.url + href);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const bytes = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  for (const mark of [...Object.values(MARKS), 'Exif\0', 'GPS', 'http://ns.adobe.com'])
    expect(bytes.includes(mark), mark).toBe(false);
  await context.close();
});

test('the receipt alone opens the case, however it is typed, and gives the verdict', async () => {
  const { complaints, cases, registry } = it.house.faces;
  const visitor = { kind: 'visitor', region: it.house.settings.region, origin: 'journey' } as const;
  const { clinics } = await registry.findClinics(visitor, { limit: 1 });
  const { number, receipt } = await complaints.fileComplaint(
    visitor,
    {
      clinic: clinics[0]!.code,
      topic: 'no-shoe-covers',
      story: STORY,
      facts: { seen_at: '2026-02-10T10:00' },
      email: 'verdict@example.org',
    },
    { proofOfWork: 'no-script' },
  );
  const token = linkIn(await letterTo('verdict@example.org')).slice('/confirm/'.length);
  await complaints.confirmComplaint(visitor, { token });
  await complaints.publishComplaint(it.actAs('moderator'), { number });
  await cases.handInAnswer(it.actAs('executor'), {
    number,
    text: 'Проверили расписание: врач принимал экстренного больного. Добавлен второй кабинет.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await cases.publishAnswer(it.actAs('moderator'), { number });

  const context = await it.visit();
  const page = await context.newPage();
  await page.goto(`/complaints/${number}`);
  expect(await page.locator('#verdict-form').count()).toBe(0);
  await page.goto('/follow');
  await page.fill('[name=receipt]', 'не тот код');
  await page.locator('main form button').last().click();
  await page.getByText('Такой код не подошёл').first().waitFor();
  expect(await page.inputValue('[name=receipt]')).toBe('не тот код');
  await page.fill('[name=receipt]', ` ${receipt.toLowerCase().replaceAll('-', ' ')} `);
  await press(page, new RegExp(`complaints/${number}`), 'main form[action$=open]');
  expect(await wordsOf(page, 'main')).toContain('Главный врач');

  await page.check('[name=verdict][value=disputed]');
  await page.locator('#verdict-form button').click();
  await page.getByText('какой вопрос остался без ответа').first().waitFor();
  expect(await page.isChecked('[name=verdict][value=disputed]')).toBe(true);
  await page.fill('[name=unanswered]', 'Почему не предупредили об очереди?');
  await page.locator('#verdict-form button').click();
  await page.waitForURL(/done=verdict/);
  expect(await wordsOf(page, '.tag')).toContain('Автор не согласен');
  // At another address than before: that page is kept for up to ten seconds, which its own test looks at.
  const seen = await (await fetch(`${it.url}/complaints/${number}?anew=1`)).text();
  expect(seen).toContain('Не решено');
  expect(seen).not.toContain('Почему не предупредили');

  await page.locator('form[action*=forget] button').click();
  await page.waitForURL(/forgotten/);
  await page.goto(`/complaints/${number}`);
  expect(await wordsOf(page, 'main')).not.toContain('Почему не предупредили');
  await context.close();
});
