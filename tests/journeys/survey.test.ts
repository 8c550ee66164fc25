import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemScope } from '@otklik/kernel';
import { planAll, putRules, sendAll } from '@otklik/surveys';
import { violations, WCAG } from './axe.ts';
import { openPlatform, type Platform } from './support.ts';

const REGION = 'RU-MOW';
const CLINIC = 'msk-a-001-v';
const PEOPLE = ['first', 'second', 'third'];
let it: Platform;
const links = new Map<string, string>();

beforeAll(async () => {
  it = await openPlatform();
  const { app, faces } = it.house;
  const system = { kind: 'system', region: REGION, name: 'test' } as const;
  // At whatever hour this runs, letters leave.
  await app.store.withScope(systemScope(REGION, 'test'), (tx) =>
    putRules(tx, {
      from: '2026-01-01',
      to: null,
      rules: { send_at: '00:00', days_after: 0, quiet: { from: '00:00', to: '00:00' } },
    }),
  );
  const visits = PEOPLE.map((name) => ({
    visitId: name,
    sourceSystem: 'his',
    unit: CLINIC,
    service: 'doctor-visit',
    endedAt: new Date(app.clock.now().getTime() - 86_400_000).toISOString(),
    sector: 'health',
    contact: { email: `${name}@example.org` },
    flags: ['consent'],
  }));
  await faces.surveys.recordVisits(system, { visits: JSON.stringify(visits) });
  await planAll(app, REGION, () => true);
  await sendAll(app, REGION, () => true);
  for (const letter of await it.house.mailbox!.list()) {
    const token = /\/survey\/([\w-]{43})/.exec(letter.text)?.[1];
    if (token) links.set(letter.to.split('@')[0]!, token);
  }
});
afterAll(() => it?.close());

const tokenOf = (name: string): string => links.get(name)!;

/** No page of a form is wider than the window. Axe waits for timers, and where script is off none comes. */
async function expectFits(page: Page): Promise<void> {
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(320);
}
async function expectWell(page: Page): Promise<void> {
  await expectFits(page);
  expect(await violations(page, WCAG)).toEqual([]);
}
const press = async (page: Page, to: string): Promise<void> => {
  await Promise.all([page.waitForEvent('load'), page.locator(`main button[value=${to}]`).click()]);
};
async function narrow(script: boolean): Promise<{ context: BrowserContext; page: Page }> {
  const context = await it.visit({ script });
  const page = await context.newPage();
  await page.setViewportSize({ width: 320, height: 800 });
  page.setDefaultTimeout(15_000);
  return { context, page };
}

describe('a survey', () => {
  test('is only looked at by whatever follows its links: no page changes a row', async () => {
    const traces = (): Promise<string> =>
      it.house.app.store.withScope(systemScope(REGION, 'test'), async (tx) => {
        const found = [];
        for (const table of [
          'survey_invitations',
          'survey_tokens',
          'survey_drafts',
          'survey_letters',
          'survey_people',
          'survey_day_counts',
        ])
          found.push(
            (
              await sql`select xmin::text, xmax::text, t::text from ${sql.table(table)} t order by 3`.execute(
                tx.db,
              )
            ).rows,
          );
        return JSON.stringify(found);
      });
    const before = await traces();
    const token = tokenOf('third');
    const cookie = `otklik_survey=${token}`;
    for (const [path, status] of [
      [`/survey/${token}`, 200],
      [`/survey/${token}?q=visit%2Fdoctor&a=1`, 200],
      [`/en/survey/${token}`, 200],
      [`/survey/${'x'.repeat(43)}`, 404],
      ['/survey/form', 200],
      ['/survey/form?step=2', 200],
      ['/survey/done', 200],
      ['/survey/kept-apart', 200],
    ] as const)
      for (const method of ['GET', 'HEAD'])
        for (const purpose of ['', 'prefetch']) {
          const headers = { cookie, ...(purpose ? { 'sec-purpose': purpose } : {}) };
          const response = await fetch(it.url + path, { method, headers, redirect: 'manual' });
          expect([path, response.status]).toEqual([path, status]);
          expect(response.headers.get('cache-control')).toBe('no-store');
        }
    expect(await traces()).toBe(before);
  });

  test('is answered without script, left and continued, and gives a receipt', async () => {
    const { context, page } = await narrow(false);
    await page.goto(`/survey/${tokenOf('first')}?q=visit%2Fdoctor&a=4`);
    expect(await page.locator('[name="visit/doctor"][value="4"]').isChecked()).toBe(true);
    await expectFits(page);
    await press(page, 'next');
    // What is missing is said first, each with a link to its question; the address holds no link any more.
    expect(await page.locator('[role=alert] a').count()).toBe(2);
    expect(page.url()).not.toContain(tokenOf('first'));
    await expectFits(page);
    await page.check('[name="visit/staff"][value="5"]');
    await page.check('[name="visit/building"][value="2"]');
    await press(page, 'save');
    await context.close();

    const later = await narrow(false);
    await later.page.goto(`/survey/${tokenOf('first')}`);
    expect(await later.page.locator('[name="visit/building"][value="2"]').isChecked()).toBe(true);
    // The answer before opened one more question on this page.
    expect(await later.page.locator('[name="visit/building-what"]').count()).toBeGreaterThan(2);
    for (const to of ['next', 'back', 'next', 'next']) await press(later.page, to);
    // One of eleven options: named by its place in the form.
    await later.page.check('main [type=radio][value="9"]');
    await press(later.page, 'next');
    await later.page.fill('[name=comment]', 'Спасибо за внимание.');
    await expectFits(later.page);
    await press(later.page, 'send');
    expect(new URL(later.page.url()).pathname).toBe('/survey/done');
    expect(await later.page.locator('.code').textContent()).toMatch(
      /^(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}$/,
    );
    await expectFits(later.page);
    const again = await later.page.goto(`/survey/${tokenOf('first')}`);
    expect(again!.status()).toBe(410);
    await expectFits(later.page);
    await later.context.close();
  });

  test('is answered by keyboard alone, and a form sent twice shows one receipt', async () => {
    const { context, page } = await narrow(true);
    await page.goto(`/survey/${tokenOf('second')}`);
    const onto = async (what: string): Promise<void> => {
      for (let steps = 0; steps < 60; steps += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(what)})`)) return;
      }
      throw new Error(`the keyboard does not reach ${what}`);
    };
    for (const item of ['doctor', 'staff', 'building']) {
      await onto(`[name="visit/${item}"]`);
      await page.keyboard.press('Space');
    }
    for (const number of [2, 3, 4]) {
      await expectWell(page);
      await onto('main button[value=next]');
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`step=${number - 1}`));
    }
    const fields = await page.evaluate<[string, string][]>(
      `[...new FormData(document.querySelector('main form'))]`,
    );
    await onto('main button[value=send]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/done/);
    await expectWell(page);
    const receipt = await page.locator('.code').textContent();
    const response = await page.request.post('/survey/form?step=3', {
      form: Object.fromEntries([...fields, ['~to', 'send']]),
      headers: { origin: it.url, accept: 'text/html' },
    });
    expect(await response.text()).toContain(receipt!);
    await context.close();
  });

  test('tells whoever is not asked for it nothing: the session is not looked at', async () => {
    const waiting = await it.house.app.store.withScope(
      systemScope(REGION, 'test'),
      (tx) => tx.db.selectFrom('waiting_answers').select(['mode', 'day']).execute(),
      { as: 'answers' },
    );
    expect(waiting.map(({ mode }) => mode)).toEqual(['mail', 'mail']);
    const said = await it.house.app.store.withScope(systemScope(REGION, 'test'), (tx) =>
      tx.db
        .selectFrom('audit_rows')
        .select(['actor', 'object'])
        .where('action', '=', 'survey-answers.finish')
        .execute(),
    );
    expect(new Set(said.map(({ actor, object }) => `${actor}|${object}`))).toEqual(
      new Set(['visitor|']),
    );
  });
});
