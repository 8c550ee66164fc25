import type { Page } from 'playwright-core';

/** Where the keyboard stands, as the page tells it. */
export interface Stop {
  /** `a Клиники`, `input q`: for messages. */
  readonly what: string;
  /** What is wrong with it for somebody who sees: nothing shows where one is, or it is out of sight. */
  readonly faults: readonly string[];
  /** Its place in the document's order; -1 for the page itself. */
  readonly place: number;
}

// Runs in the page: the element that has the focus, and whether a person sees that it has.
const READ = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { what: 'body', faults: [], place: -1 };
  const name = element.getAttribute('name') || element.textContent.trim().slice(0, 40);
  const style = getComputedStyle(element);
  // A point of a map draws its own ring.
  const ring = element.querySelector('circle.target');
  const is_ringed = ring && getComputedStyle(ring).stroke !== 'none';
  const is_drawn = ({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  const box = element.getBoundingClientRect();
  const faults = [];
  if (!is_drawn(style) && !is_ringed) faults.push('no visible focus');
  if (box.bottom < 0 || box.top > innerHeight) faults.push('out of sight');
  if (box.width === 0 || box.height === 0) faults.push('of no size');
  const place = [...document.querySelectorAll('*')].indexOf(element);
  return { what: element.tagName.toLowerCase() + ' ' + name, faults, place };
})()`;

export const here = (page: Page): Promise<Stop> => page.evaluate(READ) as Promise<Stop>;

/** Presses Tab once and tells where that leads. @throws Error when nobody could see where */
export async function tab(page: Page): Promise<Stop> {
  await page.keyboard.press('Tab');
  const stop = await here(page);
  if (stop.faults.length > 0)
    throw new Error(`${page.url()}: ${stop.what}: ${stop.faults.join(', ')}`);
  return stop;
}

const STOPS_max = 150;

/** Goes on by Tab alone until what is wanted has the focus. @throws Error when it never has */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const is_there = `!!document.activeElement?.matches(${JSON.stringify(selector)})`;
  const passed: string[] = [];
  for (let stops = 0; stops < STOPS_max; stops += 1) {
    passed.push((await tab(page)).what);
    if (await page.evaluate(is_there)) return;
  }
  throw new Error(`${page.url()}: ${selector} is not reached by Tab: ${passed.join(' | ')}`);
}

/** Tab to it, type. */
export async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

/** Tab to it, press a key that does it, and wait for the page that it leads to. */
export async function pressOn(
  page: Page,
  selector: string,
  address: RegExp,
  key = 'Enter',
): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForURL(address), page.keyboard.press(key)]);
  await page.waitForLoadState('load');
}

/** From the first stop of the page to the last: their names, in order. @throws Error on a trap or a step back */
export async function walk(page: Page): Promise<string[]> {
  const names: string[] = [];
  let last = -1;
  for (let stops = 0; stops < 600; stops += 1) {
    const { what, place } = await tab(page);
    if (place === -1) return names;
    // Several stops inside one control (day, month, year) are one place.
    if (place < last) throw new Error(`${page.url()}: from ${names.at(-1)} back to ${what}`);
    if (place > last) names.push(what);
    last = place;
  }
  throw new Error(`${page.url()}: no way out after ${names.at(-1)}`);
}
