import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import type { Actor, Reach, StaffRole } from '@otklik/kernel';
import { openPlatform, type Platform } from './support.ts';

let it: Platform;
beforeAll(async () => {
  it = await openPlatform();
});
afterAll(() => it?.close());

const FIRST = 'Проверили запись: врач принимал экстренного больного. Добавим второй кабинет.';
const SECOND = `${FIRST} Указатель повесим у лестницы.`;
const ROWS = [
  ['Открыть второй кабинет', 'Заведующий отделением'],
  ['Повесить указатель у лестницы', 'Старшая медсестра'],
] as const;

async function signIn(
  role: StaffRole | 'citizen',
  reach?: Reach,
): Promise<{ context: BrowserContext; page: Page }> {
  const { accounts, settings } = it.house;
  // The whole way without script: every form is an ordinary form.
  const context = await it.visit({ script: false });
  const page = await context.newPage();
  await page.goto(await accounts.signInLinkFor(settings.region, role, reach));
  await page.locator('main form button').click();
  await page.waitForURL(/\/(my|desk)/);
  return { context, page };
}

async function actorOf(context: BrowserContext): Promise<Extract<Actor, { kind: 'person' }>> {
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { region } = it.house.settings;
  const actor = await it.house.accounts.actorFromRequest({ cookie, region, origin: 'journey' });
  return actor as Extract<Actor, { kind: 'person' }>;
}

const dayAfter = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const formOf = (page: Page, deed: string) => page.locator(`form[action^="?/${deed}"]`).first();
/** The form of the answer: whoever signs hands in, whoever does not sends for signature. */
const answerOf = (page: Page) =>
  page.locator('form[action^="?/write"], form[action^="?/answer"]').first();

async function write(page: Page, number: string, text: string): Promise<void> {
  await page.goto(`/desk/cases/${number}`);
  await answerOf(page).locator('[name=text]').fill(text);
  await page.check('[name=outcome][value=change-planned]');
  for (const [row, [what, owner]] of ROWS.entries()) {
    await page.fill(`[name=promise-what-${row}]`, what);
    await page.fill(`[name=promise-owner-${row}]`, owner);
    await page.fill(`[name=promise-until-${row}]`, dayAfter(20 + row));
  }
  await page.getByRole('button', { name: 'Отправить на подпись' }).click();
  await page.waitForURL(/done=write/);
}

test('drafted with two promises, given back, drafted again, signed by a deputy, published, kept and not kept', async () => {
  const { registry, complaints } = it.house.faces;
  const { clinics } = await registry.findClinics(it.actAs('moderator'), { limit: 1 });
  const clinic = await registry.getClinic(it.actAs('moderator'), { code: clinics[0]!.code });
  const reach: Reach = { kind: 'clinic', id: clinic.id };
  const citizen = await signIn('citizen');
  const moderator = await signIn('moderator');
  const executor = await signIn('executor', reach);
  const head = await signIn('head', reach);
  const { number } = await complaints.fileComplaint(await actorOf(citizen.context), {
    clinic: clinic.code,
    topic: 'wait-at-door-over-1h',
    story: 'Записалась на девять, а вошла в половине двенадцатого, никто не объяснил почему.',
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  });
  await complaints.publishComplaint(it.actAs('moderator'), { number });

  await executor.page.goto(`/desk/cases/${number}`);
  // There is a head: whoever prepares the answer cannot hand it in.
  expect(await answerOf(executor.page).locator('[name=signerName]').count()).toBe(0);
  await answerOf(executor.page).locator('[name=text]').fill(FIRST);
  await executor.page.check('[name=outcome][value=change-planned]');
  await executor.page.getByRole('button', { name: 'Отправить на подпись' }).click();
  expect(await executor.page.locator('main').textContent()).toContain('хотя бы одно обещание');
  expect(await answerOf(executor.page).locator('[name=text]').inputValue()).toBe(FIRST);
  await write(executor.page, number, FIRST);

  await head.page.goto('/desk/signing');
  await head.page.locator(`a[href$="${number}"]`).click();
  await head.page.waitForURL(new RegExp(`/desk/cases/${number}`));
  await head.page.locator('summary', { hasText: 'Вернуть с замечанием' }).click();
  await head.page.fill('[name=remark]', 'Где повесите указатель?');
  await formOf(head.page, 'return-draft').locator('button').click();
  await head.page.waitForURL(/done=return-draft/);

  await executor.page.goto(`/desk/cases/${number}`);
  expect(await executor.page.locator('main').textContent()).toContain('Где повесите указатель?');
  // The version that came back is there to be mended, its promises too.
  expect(await executor.page.inputValue('[name=promise-what-1]')).toBe(ROWS[1][0]);
  await write(executor.page, number, SECOND);

  await head.page.goto(`/desk/signing?clinic=${clinic.code}`);
  const deputyId = (await actorOf(executor.context)).personId;
  await head.page.selectOption('[name=personId]', deputyId);
  await head.page.fill('[name=personName]', 'Орлова М. С.');
  await head.page.fill('[name=personPost]', 'Заместитель главного врача');
  await head.page.fill('[name=forName]', 'Петров П. П.');
  await head.page.fill('[name=forPost]', 'Главный врач');
  await head.page.fill('[name=fromDate]', dayAfter(-1));
  await head.page.fill('[name=toDate]', dayAfter(7));
  await formOf(head.page, 'deputy').locator('button').click();
  await head.page.waitForURL(/done=named/);

  await executor.page.goto(`/desk/cases/${number}`);
  const sign = formOf(executor.page, 'sign');
  expect(await sign.locator('[name=signerName]').inputValue()).toBe('Орлова М. С.');
  await sign.locator('button').first().click();
  await executor.page.waitForURL(/done=sign/);

  await moderator.page.goto(`/desk/cases/${number}`);
  expect(await moderator.page.locator('main').textContent()).toContain(ROWS[1][0]);
  await formOf(moderator.page, 'publish-answer').locator('button').click();
  await moderator.page.waitForURL(/done=publish-answer/);

  const visitor = await it.visit({ script: false });
  const page = await visitor.newPage();
  await page.goto(`/complaints/${number}`);
  const seen = (await page.locator('main').textContent()) ?? '';
  expect(seen).toContain('за Петров П. П., Главный врач');
  for (const [what, owner] of ROWS) {
    expect(seen).toContain(what);
    expect(seen).toContain(owner);
  }
  expect(seen).not.toContain('Где повесите указатель?');

  await executor.page.goto(`/desk/cases/${number}`);
  await executor.page.locator('summary', { hasText: 'Отметить выполненным' }).first().click();
  const report = formOf(executor.page, 'promise-report');
  await report.locator('[name=note]').fill('Кабинет открыт, приём идёт.');
  await report.locator('button').click();
  await executor.page.waitForURL(/done=promise-report/);

  await citizen.page.goto(`/complaints/${number}`);
  expect(await citizen.page.locator('main').textContent()).toContain('Кабинет открыт, приём идёт.');
  await citizen.page.getByRole('button', { name: 'Нет, не выполнено' }).click();
  await citizen.page.waitForURL(/done=promise/);
  await page.reload();
  expect(await page.locator('main').textContent()).toContain('Не выполнено, говорит автор');
  expect(await page.locator('main').textContent()).not.toContain('Кабинет открыт, приём идёт.');
  await page.goto(`/clinics/${clinic.code}`);
  expect(await page.locator('main').textContent()).toContain('Как клиника держит слово');
  for (const { context } of [citizen, moderator, executor, head]) await context.close();
  await visitor.close();
});
