// Pictures of pages at three widths in two languages, from a running server, into screenshots/:
//   npm run screenshots -- --url http://localhost:8080 [--pages /,/help] [--variants dark,black-on-white,200]
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromium_args, findChromium } from './chromium.ts';
import { pages } from './screenshot-pages.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8080' },
    pages: { type: 'string' },
    widths: { type: 'string', default: '360,768,1280' },
    locales: { type: 'string', default: 'ru,en' },
    variants: { type: 'string', default: '' },
    /** Only what is seen without scrolling. */
    fold: { type: 'boolean', default: false },
  },
});
const out = join(dirname(fileURLToPath(import.meta.url)), '../screenshots');
const list = values.pages?.split(',') ?? pages;
const widths = values.widths.split(',').map(Number);
const locales = values.locales.split(',');
const variants = ['', ...values.variants.split(',').filter(Boolean)];

/** `200` is a size of text, anything else a colour scheme; as the site keeps them in its cookie. */
function viewCookie(variant: string) {
  const value = /^\d+$/.test(variant) ? `size=${variant}` : `scheme=${variant || 'light'}`;
  return { name: 'otklik_view', value: encodeURIComponent(value), url: values.url };
}

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromium_args,
});
let count = 0;
try {
  for (const variant of variants)
    for (const width of widths) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      await context.addCookies([viewCookie(variant)]);
      const page = await context.newPage();
      for (const locale of locales)
        for (const path of list) {
          const localized = locale === 'ru' ? path : `/${locale}${path === '/' ? '' : path}`;
          await page.goto(values.url + localized, { waitUntil: 'load' });
          const name = path.replace(/^\//, '').replace(/[^\w-]+/g, '_') || 'home';
          const file = [name, locale, width, variant].filter(Boolean).join('-');
          await page.screenshot({ path: join(out, `${file}.png`), fullPage: !values.fold });
          count += 1;
        }
      await context.close();
    }
} finally {
  await browser.close();
}
console.log(`${count} pictures in screenshots/`);
