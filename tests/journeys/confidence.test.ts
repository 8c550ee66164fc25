import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { makePost } from './named.ts';
import { openPlatform, type Platform } from './support.ts';
import { signIn } from './signed-in.ts';

let it: Platform;
let clinic: { id: string; code: string };
let citizen: BrowserContext;
const people: Record<string, BrowserContext> = {};

beforeAll(async () => {
  it = await openPlatform();
  const visitor = { kind: 'visitor', region: it.house.settings.region, origin: 'x' } as const;
  const { clinics } = await it.house.faces.registry.findClinics(visitor, { limit: 1 });
  clinic = await it.house.faces.registry.getClinic(visitor, { code: clinics[0]!.code });
  citizen = await signIn(it, 'citizen');
  for (const role of ['moderator', 'executor', 'head', 'controller'] as const)
    people[role] = await signIn(it, role);
});
afterAll(() => it?.close());

const SURNAME = 'Зимородкова';
const EXPLAINED = 'В этот день приём начался позже: меня вызвали в перевязочную.';
const said = async (page: Page, where = 'main'): Promise<string> =>
  (await page.locator(where).first().textContent()) ?? '';
const textOf = async (path: string): Promise<string> => (await fetch(it.url + path)).text();

/** Sends the form that holds this control, and waits for the answer. */
async function send(page: Page, control: string, address: RegExp): Promise<void> {
  await page.locator(`form:has(${control}) button`).last().click();
  await page.waitForURL(address);
}

async function file(named: string): Promise<string> {
  const page = await citizen.newPage();
  await page.goto(`/complaints/new?clinic=${clinic.code}`);
  await page.check('input[value=wait-at-door-over-1h]');
  await send(page, 'input[value=wait-at-door-over-1h]', /details/);
  await page.fill('[name="facts.appointed_at"]', '2026-02-10T10:00');
  await page.fill('[name="facts.started_at"]', '2026-02-10T12:30');
  await page.fill(
    '[name=story]',
    `Пришли к десяти утра по записи. ${SURNAME} приняла только в половине первого.`,
  );
  // Picked from the list: then the registry's post stands behind the words.
  const options = page.locator('#named-posts option');
  const listed = await options.evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  await page.fill('[name=named]', (named && listed.find((one) => one?.startsWith(named))) || '');
  await send(page, '[name=story]', /photos|similar/);
  // Somebody has told the like before: this one differs.
  if (page.url().includes('/similar')) await page.locator('main a.o-button').last().click();
  await page.waitForURL(/photos/);
  await page.locator('main a.o-button').last().click();
  await page.waitForURL(/check/);
  expect(await said(page, '[data-preview]')).not.toContain('Петровна');
  await send(page, '[name=sending]', /sent/);
  const number = (await page.locator('.panel strong').textContent()) ?? '';
  await page.close();
  return number;
}

test('a doctor is named, settled and heard before the clinic answers, and the public never knows', async () => {
  const { label, postId } = await makePost(it, clinic.code, SURNAME);
  await it.house.faces.namedStaff.tieAccount(it.actAs('head'), {
    postId,
    email: 'executor@demo.example',
  });
  const number = await file(label);

  // The moderator: the surname is proposed for a cut, the link is settled, the story published without it.
  const desk = await people['moderator']!.newPage();
  await desk.goto(`/desk/cases/${number}`);
  expect(await said(desk, '[data-named]')).toContain(label);
  await desk.locator('input[name=cut]').first().check();
  await desk.locator('button[formaction*=propose][value=chosen]').click();
  await desk.waitForLoadState('load');
  expect(await desk.locator('[name=marked]').inputValue()).toContain(`[[${SURNAME}]]`);
  await desk.goto(`/desk/cases/${number}`);
  await desk.fill('[name=who]', SURNAME.slice(0, 4).toLowerCase());
  await desk.locator('form:has([name=who]) button').click();
  await desk.waitForURL(/who=/);
  await desk.check('[data-settle="1"] input[name=decision][value=settled]');
  await desk.locator('#named-post').selectOption({ value: postId });
  await desk.fill('#named-reason', 'Автор назвал фамилию и время приёма.');
  await send(desk, '#named-reason', /done=named-settle/);
  expect(await said(desk, '[data-named=settled]')).toContain(label);
  const story = `Пришли к десяти утра по записи. [[${SURNAME}]] приняла только в половине первого.`;
  await it.house.faces.complaints.publishComplaint(it.actAs('moderator'), {
    number,
    marked: story,
  });

  // The person named: a letter without a word of it, a page after sign-in, an explanation.
  await it.runJobs();
  const letters = (await it.house.mailbox!.list()).filter(
    (one) => one.to === 'executor@demo.example',
  );
  const told = letters.find(({ text }) => text.includes('/my/named'));
  expect(told?.text).not.toMatch(/половине первого|Зимородк/);
  const own = await people['executor']!.newPage();
  await own.goto('/my/named');
  await own.fill('main textarea', EXPLAINED);
  await send(own, 'textarea', /done/);
  expect(await said(own)).toContain(EXPLAINED);

  // The clinic answers with the explanation beside.
  const clinicDesk = await people['head']!.newPage();
  await clinicDesk.goto(`/desk/cases/${number}`);
  expect(await said(clinicDesk, '[data-named=settled]')).toContain(EXPLAINED);
  expect(await clinicDesk.locator('form[action*="answer"] textarea').count()).toBeGreaterThan(0);

  // Neither the public page, nor the interface, nor a list, nor a search knows of it.
  for (const path of [
    `/complaints/${number}`,
    `/api/v1/complaints/${number}`,
    `/api/v1/complaints`,
    `/clinics/${clinic.code}`,
    `/statistics?clinic=${clinic.code}`,
  ]) {
    const shown = await textOf(path);
    expect(shown, path).not.toContain('Зимородк');
    expect(shown, path).not.toContain('перевязочную');
  }
  const search = await textOf(`/complaints?q=${encodeURIComponent(SURNAME)}`);
  expect(search).not.toContain(number);
  await Promise.all([desk, own, clinicDesk].map((page) => page.close()));
});

test('a contact is opened, seen and closed, and a word of pressure reaches the controller alone', async () => {
  const number = await file('');
  await it.house.faces.complaints.publishComplaint(it.actAs('moderator'), { number });
  const page = await citizen.newPage();
  const desk = await people['head']!.newPage();
  await desk.goto(`/desk/cases/${number}`);
  expect(await desk.locator('a[href*="contact=shown"]').count()).toBe(0);

  await page.goto(`/complaints/${number}`);
  await page.locator('summary', { hasText: 'Пусть клиника свяжется со мной' }).click();
  await page.locator('form[action*=open-contact] button').click();
  await page.locator('[role=alert]').waitFor();
  await page.fill('[name=contactTelephone]', '+7 495 111-22-33');
  await send(page, '[name=contactTelephone]', /done=contact-opened/);
  expect(await said(page)).toContain('+7 495 111-22-33');

  await desk.reload();
  expect(await said(desk)).not.toContain('111-22-33');
  await desk.locator('a[href*="contact=shown"]').click();
  await desk.waitForURL(/contact=shown/);
  expect(await said(desk)).toContain('+7 495 111-22-33');
  await page.goto('/my/looks');
  expect(await said(page)).toContain('смотрели открытые вами контакты');

  await page.goto(`/complaints/${number}`);
  await page.locator('form[action*=close-contact] button').click();
  await page.waitForURL(/done=contact-closed/);
  await desk.goto(`/desk/cases/${number}?contact=shown`);
  expect(await said(desk)).not.toContain('111-22-33');

  // The answer, the verdict and the question asked in private.
  await it.house.faces.cases.handInAnswer(it.actAs('executor'), {
    number,
    text: 'Разобрались в очереди и добавили второй кабинет.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await it.house.faces.cases.publishAnswer(it.actAs('moderator'), { number });
  await page.goto(`/complaints/${number}`);
  await page.check('input[name=verdict][value=confirmed]');
  await page.check('input[name=pressed][value=yes]');
  await page.locator('#verdict-form button').click();
  await page.locator('[role=alert]').waitFor();
  const PRESSED = 'Звонила старшая сестра и просила поставить «решено».';
  await page.fill('[name=pressedWords]', PRESSED);
  await send(page, '[name=pressedWords]', /done=verdict/);
  expect(await said(page)).toContain('Вы сообщили о давлении');

  await desk.goto(`/desk/cases/${number}`);
  expect(await desk.content()).not.toContain('старшая сестра');
  const control = await people['controller']!.newPage();
  await control.goto('/desk/pressure');
  expect(await said(control)).toContain(PRESSED);
  await control.check('input[name=outcome][value=confirmed]');
  await control.fill('main textarea', 'Поговорили с главным врачом.');
  await send(control, 'textarea', /done/);
  expect(await said(control)).not.toContain(PRESSED);
  expect(await textOf(`/complaints/${number}`)).not.toContain('старшая сестра');
  await Promise.all([page, desk, control].map((one) => one.close()));
});
