import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, newSecret, type Actor } from '@otklik/kernel';
import { PAGE_ROUTES, type Eyes, type Facts, type Look } from './route-list.ts';
import { openPlatform, type Platform } from './support.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let it: Platform;
let facts: Facts;
const people = new Map<Eyes, BrowserContext>();

const visitor = (): Actor => ({
  kind: 'visitor',
  region: it.house.settings.region,
  origin: newId(),
});

async function signIn(role: 'citizen' | 'moderator' | 'administrator'): Promise<BrowserContext> {
  const { accounts, settings } = it.house;
  const context = await it.visit();
  const page = await context.newPage();
  await page.goto(await accounts.signInLinkFor(settings.region, role));
  await page.locator('main form button').click();
  await page.waitForURL(/\/(my|desk)/);
  await page.close();
  return context;
}

async function actorOf(eyes: Eyes): Promise<Actor> {
  const cookies = await people.get(eyes)!.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { region } = it.house.settings;
  return it.house.accounts.actorFromRequest({ cookie, region, origin: 'looking' });
}

/** The newest kept letter with such a link in it. */
async function tokenOf(path: string): Promise<{ id: string; token: string }> {
  await it.runJobs();
  const { mailbox } = it.house;
  for (const { id } of (await mailbox!.list()).toSorted((a, b) => b.id.localeCompare(a.id))) {
    const letter = await mailbox!.read(id);
    const token = new RegExp(`/${path}/([\\w-]{43})`).exec(letter?.text ?? '')?.[1];
    if (token) return { id, token };
  }
  throw new Error(`no letter with a link to ${path}`);
}

async function prepare(): Promise<Facts> {
  const { registry, complaints } = it.house.faces;
  const { clinics } = await registry.findClinics(visitor(), { limit: 1 });
  const [okrug] = await registry.listDistricts(visitor(), {});
  const clinic = clinics[0]!.code;
  const form = {
    clinic,
    topic: 'wait-at-door-over-1h',
    story: 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.',
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  };
  for (const role of ['citizen', 'moderator', 'administrator'] as const)
    people.set(role, await signIn(role));
  const citizen = await actorOf('citizen');
  const submitted = await complaints.fileComplaint(citizen, form);
  const published = await complaints.fileComplaint(citizen, form);
  await complaints.publishComplaint(it.actAs('moderator'), { number: published.number });
  const sent = await complaints.fileComplaint(
    visitor(),
    { ...form, email: 'axe@example.org' },
    { proofOfWork: 'no-script' },
  );
  const confirm = await tokenOf('confirm');
  await it.house.accounts.inviteStaff(await actorOf('administrator'), {
    email: 'invited@example.org',
    locale: 'ru',
    role: 'moderator',
    reach: { kind: 'region' },
  });
  const invitation = await tokenOf('invitation');
  const { token } = await complaints.saveDraft(visitor(), { token: newSecret(), content: form });
  const withCookie = async (eyes: Eyes, name: string, value: string) => {
    const context = await it.visit();
    await context.addCookies([{ name, value, url: it.url }]);
    people.set(eyes, context);
  };
  await withCookie('form', 'otklik_draft', token);
  const shown = { number: sent.number, receipt: sent.receipt, is_draft: true };
  await withCookie('sent', 'otklik_sent', encodeURIComponent(JSON.stringify(shown)));
  people.set('visitor', await it.visit());
  return {
    clinic,
    district: okrug!.districts[0]!.id,
    published: published.number,
    submitted: submitted.number,
    letter: confirm.id,
    confirmToken: confirm.token,
    invitationToken: invitation.token,
  };
}

beforeAll(async () => {
  it = await openPlatform();
  facts = await prepare();
});
afterAll(() => it?.close());

interface Way {
  readonly locale: 'ru' | 'en';
  readonly width: number;
  readonly scheme?: string;
}

async function show(page: Page, look: Look, { locale, width, scheme }: Way): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const value = scheme ? new URLSearchParams({ scheme }).toString() : '';
  await page.context().addCookies([{ name: 'otklik_view', value, url: it.url }]);
  const path = look.path(facts);
  await page.goto(locale === 'en' ? `/en${path === '/' ? '' : path}` : path);
  if (!look.pressEmpty) return;
  // The form of the page itself; the browser's own checks would keep it from being sent.
  const form = page.locator('main form[method=post i]').first();
  await form.evaluate((element) => element.setAttribute('novalidate', ''));
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    form.locator('button:not([type=button])').last().click(),
  ]);
  await page.waitForLoadState('load');
}

/** What is wrong, as short lines: rule and place. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  );
  const overflow = await page
    .locator('html')
    .evaluate((html) => html.scrollWidth - html.clientWidth);
  return overflow > 1 ? [...found, `wider than the window by ${overflow} px`] : found;
}

const looks = Object.entries(PAGE_ROUTES).flatMap(([route, coverage]) =>
  'test' in coverage
    ? []
    : coverage.map((look) => ({ route, look, name: `${look.title}, ${look.as}` })),
);

describe('axe finds nothing (WCAG 2.2 AA), and nothing is wider than the window', () => {
  test.each(looks.map((entry, index) => ({ ...entry, index })))(
    '$route $name',
    async ({ look, index }) => {
      const narrow: Way = { locale: 'ru', width: 360 };
      const wide: Way = { locale: 'en', width: 1280 };
      // With data both; the other looks take turns, and every sixth is seen in high contrast too.
      const ways: Way[] =
        look.title === 'with data' ? [narrow, wide] : [index % 2 === 0 ? narrow : wide];
      if (index % 6 === 0) ways.push({ ...narrow, scheme: 'white-on-black' });
      const page = await people.get(look.as)!.newPage();
      try {
        for (const way of ways) {
          await show(page, look, way);
          expect(await faults(page), JSON.stringify(way)).toEqual([]);
        }
      } finally {
        await page.close();
      }
    },
  );
});
