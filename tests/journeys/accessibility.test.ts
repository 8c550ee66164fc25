import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations, WCAG } from './axe.ts';
import { keyboardTests } from './keyboard.ts';
import { PAGE_ROUTES, type Eyes, type Look } from './route-list.ts';
import { openPlatform, type Platform } from './support.ts';
import { prepare, show, type Way, type World } from './world.ts';

const NARROWEST_px = 320;

let it: Platform;
let world: World;
beforeAll(async () => {
  it = await openPlatform();
  world = await prepare(it);
});
afterAll(() => it?.close());

/** As designed, dark, the high-contrast schemes by turns, and everything for low vision at once. */
const viewsOf = (index: number): string[] => [
  '',
  'scheme=dark',
  `scheme=${['black-on-white', 'white-on-black', 'blue-on-beige'][index % 3]}`,
  'size=200&letters=widest&lines=widest&face=serif&scheme=light',
];

const PLACES = [
  { locale: 'ru', width: 360 },
  { locale: 'en', width: 1280 },
  { locale: 'en', width: 360 },
  { locale: 'ru', width: 1280 },
] as const;

/**
 * A page with data in both languages and both widths, crosswise from look to look; empty, refused or in error
 * in one of the four places, which go round as the settings do. `OTKLIK_AXE=all` takes every look in all.
 */
function waysOf({ title }: Look, index: number): Way[] {
  const views = viewsOf(index);
  const first = index % 2 === 0 ? 0 : 2;
  const crosswise = PLACES.slice(first, first + 2);
  const few = title === 'with data' ? crosswise : [PLACES[index % PLACES.length]!];
  const places = process.env['OTKLIK_AXE'] === 'all' ? PLACES : few;
  const turn = 2 * index + (index >> 1);
  return places.map((place, at) => ({ ...place, view: views[(turn + at) % views.length]! }));
}

const tooWide = (page: Page): Promise<number> =>
  page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);

/** The innermost things that reach beyond the window's right edge: where to look. */
const sticksOut = (page: Page): Promise<string> =>
  page.locator('html').evaluate((html) => {
    const out = [...html.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > html.clientWidth && !one.closest('.scroll'),
    );
    const innermost = out.filter(
      (one) => !out.some((other) => other !== one && one.contains(other)),
    );
    return innermost
      .slice(0, 3)
      .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`)
      .join(', ');
  });

/** How far the heading stands from the window's edge: without its column a page sticks to it. */
const edgeOf = (page: Page): Promise<number> =>
  page
    .locator('h1')
    .first()
    .evaluate((heading) => heading.getBoundingClientRect().left);
const EDGE_px = 8;

/** Comments that only a script taking the page over would read: bare-markup.ts cuts them out of the build. */
const hydrationMarks = (page: Page): Promise<number> =>
  page
    .locator('html')
    .evaluate((html) => [...html.outerHTML.matchAll(/<!--(?:\[(?:-?\d+|!)?|\])?-->/g)].length);

/** What is wrong, as short lines: rule and place. */
async function faults(page: Page, way: Way): Promise<string[]> {
  const found = await violations(page, WCAG);
  const marks = await hydrationMarks(page);
  if (marks > 0) found.push(`${marks} marks of hydration`);
  const widths = [way.width, ...(way.width === 360 ? [NARROWEST_px] : [])];
  for (const width of widths) {
    if (width !== way.width) await page.setViewportSize({ width, height: 900 });
    const overflow = await tooWide(page);
    if (overflow > 0)
      found.push(
        `at ${width} px, wider than the window by ${overflow} px: ${await sticksOut(page)}`,
      );
    if ((await edgeOf(page)) < EDGE_px) found.push(`at ${width} px, its heading at the very edge`);
  }
  return found.map((fault) => `${JSON.stringify(way)} ${fault}`);
}

const looks = Object.entries(PAGE_ROUTES)
  .flatMap(([route, coverage]) =>
    'test' in coverage
      ? []
      : coverage.map((look) => ({ route, look, name: `${look.title}, ${look.as}` })),
  )
  .map((entry, index) => ({ ...entry, index }));

describe('axe finds nothing (WCAG 2.2 AA), and nothing is wider than the window', () => {
  test.each(looks)('$route $name', async ({ look, index }) => {
    const context = world.people.get(look.as)!;
    // One tab a person: a new one for every page costs as much as the page.
    const page = context.pages()[0] ?? (await context.newPage());
    const found: string[] = [];
    for (const way of waysOf(look, index)) {
      await show(page, look, world.facts, way);
      found.push(...(await faults(page, way)));
    }
    expect(found).toEqual([]);
  });
});

/** Forms that nothing sends, and buttons that do nothing, where no script runs. */
const dead = (main: { querySelectorAll(what: string): Iterable<unknown> }): string[] => {
  interface Thing {
    readonly outerHTML: string;
    readonly method: string;
    readonly hidden: boolean;
    getAttribute(name: string): string | null;
    querySelector(what: string): unknown;
    checkVisibility(): boolean;
  }
  const of = (what: string) => [...main.querySelectorAll(what)] as Thing[];
  const forms = of('form').filter(
    (form) =>
      !form.querySelector('button:not([type=button]), input[type=submit]') ||
      (form.getAttribute('method')?.toLowerCase() !== 'post' && !form.getAttribute('action')),
  );
  const buttons = of('button[type=button]').filter((button) => button.checkVisibility());
  return [...forms, ...buttons].map(({ outerHTML }) => outerHTML.slice(0, 120));
};

/** The pages of these eyes before anything is pressed, each once. */
function pagesAsFound(eyes: Eyes): typeof looks {
  const found = new Map<string, (typeof looks)[number]>();
  for (const entry of looks.filter(({ look }) => look.as === eyes)) {
    const { press, as, path } = entry.look;
    const look = press === undefined ? entry.look : { title: '', as, path };
    // A page as such stands for its refusal too: that is the same page until somebody presses.
    const key = path(world.facts);
    if (press === undefined || !found.has(key)) found.set(key, { ...entry, look });
  }
  return [...found.values()];
}

test('without JavaScript every page says what it has to say, and every form can be sent', async () => {
  const found: string[] = [];
  for (const [eyes, context] of world.people) {
    const bare = await it.visit({ script: false });
    await bare.addCookies(await context.cookies());
    const page = await bare.newPage();
    for (const { route, look, name } of pagesAsFound(eyes)) {
      await show(page, look, world.facts, { locale: 'ru', width: 360, view: '' });
      const main = page.locator('main');
      const said = ((await main.textContent()) ?? '').trim().length;
      const is_complete = said > 40 && (await main.locator('h1').count()) > 0;
      if (!is_complete) found.push(`${route} ${name}: ${said} characters`);
      for (const what of await page.locator('body').evaluate(dead))
        found.push(`${route} ${name}: ${what}`);
    }
    await bare.close();
  }
  expect(found).toEqual([]);
});

// Last: what is filed and answered here stands in the queues that are looked at above.
describe('by keys alone', () => keyboardTests(() => ({ it, world })));
