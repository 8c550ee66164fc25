import { chromium } from 'playwright-core';
import fs from 'node:fs';
import { execSync } from 'node:child_process';
const [,, out, ...paths] = process.argv;
let exe = process.env.CHROMIUM_PATH;
if (!exe) { const m = await import('@sparticuz/chromium'); exe = await m.default.executablePath(); }
const b = await chromium.launch({ executablePath: exe, args: ['--headless','--no-sandbox','--disable-gpu','--disable-quic'] });
const base = process.env.BASE ?? 'http://localhost:8140';
for (const w of (process.env.WIDTHS ?? '360,1280').split(',').map(Number)) {
  const ctx = await b.newContext({ viewport: { width: w, height: 900 }, javaScriptEnabled: false });
  const page = await ctx.newPage();
  if (process.env.SIGNIN) { await page.goto(process.env.SIGNIN); const btn = page.locator('main button').first(); if (await btn.count()) await btn.click(); }
  let i = 0;
  for (const p of paths) {
    const r = await page.goto(base + p);
    const sw = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.screenshot({ path: `${out}-${i++}-${w}.png`, fullPage: true });
    console.log(w, p, r.status(), 'scrollWidth', sw);
  }
  await ctx.close();
}
await b.close();
