import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';

/** Whose eyes: a reader, somebody with a half-filled and with a sent form, a clerk who just took a message, or a person of the demo. */
export type Who =
  | 'visitor'
  | 'beginner'
  | 'author'
  | 'sender'
  | 'holder'
  | 'citizen'
  | 'moderator'
  | 'executor'
  | 'head'
  | 'coordinator'
  | 'controller'
  | 'clerk'
  | 'taker'
  | 'half'
  | 'administrator';

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

const MAIN = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));

/** A link that signs in, from the installation whose DATA_DIR and PORT stand in the environment. */
function linkFor(role: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [MAIN, 'sign-in', role], {
    encoding: 'utf8',
  });
  const path = /\/sign-in\/[\w-]+/.exec(stdout)?.[0];
  if (!path) throw new Error(`no link for ${role} (is DATA_DIR set as for the server?): ${stderr}`);
  return path;
}

async function signIn(page: Page, role: string): Promise<void> {
  await page.goto(linkFor(role));
  await page.locator('main form button').click();
  await page.waitForURL(/\/(my|desk)/);
}

async function next(page: Page, address: RegExp): Promise<void> {
  await page.locator('main form[method=post i] button').last().click();
  await page.waitForURL(address);
}

/** A picture of a wall, for the pages that show what was added. */
async function addPhoto(page: Page): Promise<void> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const create = { width: 640, height: 480, channels: 3, background: 'white', noise } as const;
  const buffer = await sharp({ create }).jpeg().toBuffer();
  await page.goto('/complaints/new/photos');
  await page.setInputFiles('[name=photo]', { name: 'wall.jpg', mimeType: 'image/jpeg', buffer });
  await page.waitForSelector('main li img');
}

type Step = 'details' | 'check' | 'sent';
const FORM: Partial<Record<Who, Step>> = {
  beginner: 'details',
  author: 'check',
  sender: 'sent',
  holder: 'sent',
};

/** Fills the form up to a page; when sent, the demonstration has one more draft. */
async function fillForm(page: Page, upTo: Step, way: 'email' | 'receipt'): Promise<void> {
  await page.goto(`/complaints/new?q=${encodeURIComponent('поликлиника')}`);
  await page.locator('main li a').first().click();
  await page.check('input[value=wait-at-door-over-1h]');
  await next(page, /details/);
  if (upTo === 'details') return;
  await page.fill('[name="facts.appointed_at"]', '2026-02-10T10:00');
  await page.fill('[name="facts.started_at"]', '2026-02-10T12:30');
  await page.fill(
    '[name=story]',
    'Пришли с ребёнком к десяти утра по записи. Приняли только в половине первого.',
  );
  await next(page, /photos|similar/);
  if (upTo === 'check') await addPhoto(page);
  await page.goto('/complaints/new/contact');
  await page.check(`[name=way][value=${way}]`);
  if (way === 'email') await page.fill('[name=email]', 'pictures@example.org');
  await next(page, /check/);
  if (upTo === 'sent') await next(page, /sent/);
}

/** Writes down what somebody says on the telephone: the sheet for them stays in this browser for some minutes. */
async function takeMessage(page: Page): Promise<void> {
  await signIn(page, 'clerk');
  await page.goto('/desk/intake/new?clinic=msk-a-191&topic=no-shoe-covers');
  await page.check('[name=channel][value=telephone]');
  await page.fill('[name="facts.seen_at"]', '2026-02-10T10:00');
  await page.fill('[name=story]', 'У входа нет бахил, в коридоре грязно, на полу вода.');
  await page.check('[name=notices][value=none]');
  const next = (action: string) =>
    page.locator(`main form[action*=${action}] button:not([formaction], [aria-hidden])`).first();
  await next('read').click();
  await page.check('[name=readBack]');
  await next('file').click();
  await page.waitForURL(/desk\/intake\/receipt/);
}

/** Cookies of everybody, each made once: pictures of all sizes are then taken with the same eyes. */
export async function meetPeople(
  browser: Browser,
  baseURL: string,
  wanted: ReadonlySet<Who>,
): Promise<Map<Who, Cookies>> {
  const cookies = new Map<Who, Cookies>();
  for (const who of wanted) {
    // Made with the rest that no demonstration has.
    if (who === 'half') continue;
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    const step = FORM[who];
    if (step) await fillForm(page, step, who === 'holder' ? 'receipt' : 'email');
    else if (who === 'taker') await takeMessage(page);
    else if (who !== 'visitor') await signIn(page, who);
    cookies.set(who, await context.cookies());
    await context.close();
  }
  return cookies;
}
