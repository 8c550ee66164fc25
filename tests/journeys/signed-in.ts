import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import type { Actor, Reach, StaffRole } from '@otklik/kernel';
import type { Platform } from './support.ts';

export async function signIn(
  it: Platform,
  role: 'citizen' | StaffRole,
  reach?: Reach,
): Promise<BrowserContext> {
  const { accounts, settings } = it.house;
  const context = await it.visit();
  const page = await context.newPage();
  await page.goto(await accounts.signInLinkFor(settings.region, role, reach));
  await page.locator('main form button').click();
  await page.waitForURL(/\/(my|desk)/);
  await page.close();
  return context;
}

/** The actor that a browser's cookie stands for. */
export async function actorOf(it: Platform, context: BrowserContext): Promise<Actor> {
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { region } = it.house.settings;
  return it.house.accounts.actorFromRequest({ cookie, region, origin: 'looking' });
}

/** The newest kept letter with such a link in it. */
export async function tokenOf(it: Platform, path: string): Promise<{ id: string; token: string }> {
  const { mailbox } = it.house;
  for (let look = 0; look < 40; look += 1) {
    await it.runJobs();
    for (const { id } of (await mailbox!.list()).toSorted((a, b) => b.id.localeCompare(a.id))) {
      const letter = await mailbox!.read(id);
      const token = new RegExp(`/${path}/([\\w-]{43})`).exec(letter?.text ?? '')?.[1];
      if (token) return { id, token };
    }
    // A worker of the server's own may have taken the letter up, and is slow on a loaded machine.
    await sleep(250);
  }
  throw new Error(`no letter with a link to ${path}`);
}
