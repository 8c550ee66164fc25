import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What every page has to hold: WCAG 2.2, levels A and AA. */
export const WCAG: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds, as short lines: rule and place. Axe itself, without the wrapper for browsers' frames: our
 * pages have none, and it is five times faster. What passes is not asked for.
 *
 * @param tags rules of these alone; without them all that axe has, its advice included
 */
export async function violations(page: Page, tags?: readonly string[]): Promise<string[]> {
  const options = { ...(tags ? { runOnly: tags } : {}), resultTypes: ['violations'] };
  await page.evaluate(axe.source);
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`),
  );
}
