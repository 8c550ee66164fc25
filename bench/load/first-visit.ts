import type { Browser, BrowserContext } from 'playwright-core';

/** Where a browser of ours listens for Lighthouse. */
export const DEBUG_PORT = 9333;

export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export interface Scores {
  readonly performance: number;
  readonly accessibility: number;
}

/** What a browser that has nothing of ours, but for these cookies, is sent to show a page. */
export interface Weight {
  /** Bytes over the wire, headers included, by kind. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly total: number;
  /** The page's own text, unpacked. */
  readonly html: number;
  readonly cookies: Cookies;
}

export const phone = (browser: Browser, baseURL: string): Promise<BrowserContext> =>
  browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });

/** By the browser's own log of the network. @throws Error when the page leads elsewhere: that is another page */
export async function weigh(
  browser: Browser,
  base: string,
  path: string,
  cookies: Cookies = [],
): Promise<Weight> {
  const context = await phone(browser, base);
  await context.addCookies(cookies);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const types = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? 'Other';
    bytes.set(type, (bytes.get(type) ?? 0) + encodedDataLength);
  });
  const answer = await page.goto(path, { waitUntil: 'networkidle' });
  const to = new URL(page.url());
  if (to.pathname + to.search !== path) throw new Error(`a page leads to ${to.pathname}`);
  if (!answer?.ok()) throw new Error(`a page answers ${answer?.status()}`);
  const html = (await answer.body()).length;
  const kept = await context.cookies();
  await context.close();
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  return { bytes, total, html, cookies: kept };
}

export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** `47.1 kB over the wire (Document 6.3 kB, …), HTML 20.1 kB unpacked`. */
export function told({ bytes, total, html }: Weight): string {
  const parts = [...bytes].map(([type, size]) => `${type} ${kB(size)}`).join(', ');
  return `${kB(total)} over the wire (${parts}), HTML ${kB(html)} unpacked`;
}

export const LIGHTHOUSE_IS_AWAY =
  'Lighthouse is not installed here: npm install --no-save lighthouse@13.5.0';

/**
 * Lighthouse is not a dependency (it brings 200 packages): `npm install --no-save lighthouse@13.5.0`, or a folder
 * of its own named in LIGHTHOUSE.
 */
export async function lighthouse(
  base: string,
  path: string,
  cookies: Cookies,
): Promise<Scores | null> {
  const name = process.env['LIGHTHOUSE'] ?? 'lighthouse';
  const found = (await import(name).catch(() => null)) as {
    default: (
      url: string,
      flags: object,
    ) => Promise<{
      lhr: { finalDisplayedUrl: string; categories: Record<string, { score: number }> };
    }>;
  } | null;
  if (!found) return null;
  const { lhr } = await found.default(`${base}${path}`, {
    port: DEBUG_PORT,
    output: 'json',
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility'],
    extraHeaders: { Cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') },
  });
  const to = new URL(lhr.finalDisplayedUrl);
  if (to.pathname + to.search !== path) throw new Error(`a page leads to ${to.pathname}`);
  const score = (category: string) => Math.round(lhr.categories[category]!.score * 100);
  return { performance: score('performance'), accessibility: score('accessibility') };
}
