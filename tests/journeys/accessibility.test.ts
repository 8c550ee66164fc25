import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations, WCAG } from './axe.ts';
import { keyboardTests } from './keyboard.ts';
import { PAGE_ROUTES, statusOf, type Eyes, type Look } from './route-list.ts';
import { openPlatform, type Platform } from './support.ts';
import { prepare, show, type Way, type World } from './world.ts';

const NARROWEST_px = 320;
const ALL_WAYS = process.env['OTKLIK_AXE'] === 'all';

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
  const places = ALL_WAYS ? PLACES : few;
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

/** What is wrong, as short lines: rule and place; `is_asked`: whether axe is asked too. */
async function faults(page: Page, way: Way, is_asked: boolean): Promise<string[]> {
  const found = is_asked ? await violations(page, WCAG) : [];
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
    for (const [nth, way] of waysOf(look, index).entries()) {
      await show(page, look, world.facts, way);
      // Of one page axe takes as long as all the rest: the second way is measured alone.
      found.push(...(await faults(page, way, nth === 0 || ALL_WAYS)));
    }
    expect(found).toEqual([]);
  });
});

/** What stands in a page where no script runs, and what in it is dead: forms that nothing sends, idle buttons. */
const readBare = (source: string): { said: number; headings: number; dead: string[] } => {
  interface Thing {
    readonly outerHTML: string;
    readonly textContent: string;
    getAttribute(name: string): string | null;
    closest(what: string): unknown;
    querySelector(what: string): Thing | null;
    querySelectorAll(what: string): Iterable<Thing>;
  }
  // The types of these tests know no browser. A parsed page runs no script: it reads `noscript` as it is meant.
  const { DOMParser } = globalThis as unknown as {
    DOMParser: new () => { parseFromString(from: string, kind: 'text/html'): Thing };
  };
  const page = new DOMParser().parseFromString(source, 'text/html');
  const main = page.querySelector('main');
  const forms = [...page.querySelectorAll('form')].filter(
    (form) =>
      !form.querySelector('button:not([type=button]), input[type=submit]') ||
      (form.getAttribute('method')?.toLowerCase() !== 'post' && !form.getAttribute('action')),
  );
  const buttons = [...page.querySelectorAll('button[type=button]')].filter(
    (button) => !button.closest('[hidden], dialog:not([open]), :disabled'),
  );
  return {
    said: (main?.textContent ?? '').trim().length,
    headings: [...(main?.querySelectorAll('h1') ?? [])].length,
    dead: [...forms, ...buttons].map(({ outerHTML }) => outerHTML.slice(0, 120)),
  };
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
  // Read, not shown: what it looks like is the same page that axe sees above.
  const reader = await (await it.visit()).newPage();
  for (const [eyes, { request }] of world.people)
    for (const { route, look, name } of pagesAsFound(eyes)) {
      const answer = await request.get(look.path(world.facts));
      expect(answer.status(), `${route} ${name}`).toBe(statusOf(look));
      const { said, headings, dead } = await reader.evaluate(readBare, await answer.text());
      if (said <= 40 || headings === 0) found.push(`${route} ${name}: ${said} characters`);
      for (const what of dead) found.push(`${route} ${name}: ${what}`);
    }
  expect(found).toEqual([]);
});

// Last: what is filed and answered here stands in the queues that are looked at above.
describe('by keys alone', () => keyboardTests(() => ({ it, world })));
