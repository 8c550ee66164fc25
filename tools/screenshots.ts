// Pictures of every page at three widths in two languages, into screenshots/, of a demonstration made for them:
//   npm run screenshots [-- --pages /,/help] [--variants dark,black-on-white,200,print]
// or of one that runs already (--url http://localhost:8080). Then pages for people who signed in need its
// DATA_DIR and PORT in the environment, and it is changed: messages are filed, somebody is invited.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { chromium_args, findChromium } from './chromium.ts';
import { joinHouse, startDemonstration } from './screenshot-house.ts';
import { makeRest } from './screenshot-made.ts';
import { pages } from './screenshot-pages.ts';
import { meetPeople, type Who } from './screenshot-people.ts';
import type { Stop } from './screenshot-stop.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    /** Addresses or names of pages; an address that is not in the list is seen by a visitor. */
    pages: { type: 'string' },
    widths: { type: 'string', default: '360,768,1280' },
    locales: { type: 'string', default: 'ru,en' },
    variants: { type: 'string', default: '' },
    /** Only what is seen without scrolling. */
    fold: { type: 'boolean', default: false },
  },
});
const out = join(dirname(fileURLToPath(import.meta.url)), '../screenshots');
const nameOf = ({ name, path, as }: Stop): string =>
  name ??
  [path.replace(/^\//, '').replace(/[^\wа-яъщ-]+/g, '_') || 'home', as].filter(Boolean).join('_');
const list: readonly Stop[] =
  values.pages?.split(',').flatMap((asked) => {
    const known = pages.filter((stop) => stop.path === asked || nameOf(stop) === asked);
    return known.length > 0 ? known : [{ path: asked }];
  }) ?? pages;
const widths = values.widths.split(',').map(Number);
const locales = values.locales.split(',');
const variants = ['', ...values.variants.split(',').filter(Boolean)];

/** `200` is a size of text, anything else but `print` a colour scheme; as the site keeps them in its cookie. */
function viewCookie(variant: string, url: string) {
  const scheme = variant === 'print' || !variant ? 'light' : variant;
  const value = /^\d+$/.test(variant) ? `size=${variant}` : `scheme=${scheme}`;
  return { name: 'otklik_view', value: encodeURIComponent(value), url };
}

/** Goes where the picture is to be taken; false when there is no such page to follow to. */
async function go(page: Page, stop: Stop, path: string, locale: string): Promise<boolean> {
  const { follow, step, press } = stop;
  const answer = await page.goto(locale === 'ru' ? path : `/${locale}${path === '/' ? '' : path}`);
  const status = answer?.status() ?? 0;
  // What was made is there; other pages may be shown in error.
  if (status >= (stop.is_made ? 400 : 500)) throw new Error(`the server answers ${status}`);
  if (follow) {
    const href = await page.locator(follow).first().getAttribute('href', { timeout: 1000 });
    if (!href) return false;
    const [place, query] = href.split('?');
    await page.goto(step ? `${place}/${step}${query ? `?${query}` : ''}` : href);
  }
  if (press !== undefined) {
    const form = page.locator(`main form[method=post i]${press && `[action*=${press}]`}`).first();
    await form.evaluate((element) => element.setAttribute('novalidate', ''));
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      form.locator('button:not([type=button])').last().click(),
    ]);
    await page.waitForLoadState('load');
  }
  return true;
}

mkdirSync(out, { recursive: true });
const own = values.url ? null : await startDemonstration();
const url = values.url ?? own!.url;
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromium_args,
});
let count = 0;
let failed = 0;
const house = list.some(({ is_made }) => is_made) ? await joinHouse(browser, url) : null;
try {
  const everybody = new Set(list.map(({ as }): Who => as ?? 'visitor'));
  const cookies = await meetPeople(browser, url, everybody);
  const made = house && (await makeRest(house));
  if (made) cookies.set('half', made.half);
  for (const variant of variants)
    for (const width of widths)
      for (const who of everybody) {
        const viewport = { width, height: 900 };
        const context = await browser.newContext({
          viewport,
          baseURL: url,
          locale: 'ru-RU',
        });
        await context.addCookies([...cookies.get(who)!, viewCookie(variant, url)]);
        const page = await context.newPage();
        if (variant === 'print') await page.emulateMedia({ media: 'print' });
        for (const locale of locales)
          for (const stop of list.filter(({ as = 'visitor' }) => as === who)) {
            const file = [nameOf(stop), locale, width, variant].filter(Boolean).join('-');
            try {
              const path = made ? await made.fill(stop.path) : stop.path;
              if (!(await go(page, stop, path, locale))) throw new Error('nothing to follow to');
              await page.screenshot({ path: join(out, `${file}.png`), fullPage: !values.fold });
              count += 1;
            } catch (thrown) {
              console.error(`${file}: ${String(thrown).split('\n')[0]}`);
              failed += 1;
            }
          }
        await context.close();
      }
  await made?.close();
} finally {
  await house?.close();
  await browser.close();
  await own?.stop();
}
console.log(`${count} pictures in screenshots/, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
