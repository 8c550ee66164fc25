import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { here, pressOn, tab, tabTo, typeInto, walk } from './keys.ts';
import type { Platform } from './support.ts';
import { signIn, tokenOf } from './signed-in.ts';
import { show, type World } from './world.ts';

const STORY = 'Бахил в автомате нет вторую неделю, а без них в поликлинику не пускают никого.';
const ANSWER =
  'Автомат пополнен. Отвечает старшая медицинская сестра, кабинет 12, ежедневно с девяти.';

/** A staff member's page at a desk's width. */
async function atTheDesk(it: Platform, role: 'moderator' | 'executor'): Promise<Page> {
  const page = await (await signIn(it, role)).newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  return page;
}

/** From the queue to the case and its deed, without a mouse. */
async function openCase(page: Page, queue: string, number: string): Promise<void> {
  await page.goto('/desk');
  await pressOn(page, `nav a[href="/desk/queue/${queue}"]`, new RegExp(`queue/${queue}`));
  await pressOn(page, `main ol a[href*="${number}"]`, new RegExp(`cases/${number}`));
}

/** What a keyboard alone can do: tests of the file that has a platform and its world. */
export function keyboardTests(place: () => { it: Platform; world: World }): void {
  test('a complaint goes its whole way by Tab, Enter and Space alone', async () => {
    const { it } = place();
    const context = await it.visit();
    const page = await context.newPage();
    await page.goto('/');
    expect((await tab(page)).what).toBe('a Перейти к содержанию');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');

    // Find the clinic.
    await typeInto(page, 'main input[type=search]', 'детская 38');
    await Promise.all([page.waitForURL(/clinics\?q=/), page.keyboard.press('Enter')]);
    await pressOn(page, 'main article a', /clinics\/msk/);

    // File.
    await pressOn(page, 'main a[href*="complaints/new"]', /new\/topic/);
    await tabTo(page, 'input[type=radio]');
    const wanted = `document.activeElement.value === 'no-shoe-covers'`;
    for (let steps = 0; steps < 30 && !(await page.evaluate(wanted)); steps += 1)
      await page.keyboard.press('ArrowDown');
    expect(await page.isChecked('[value=no-shoe-covers]')).toBe(true);
    await pressOn(page, 'main form button', /details/);
    // The second of February: the same whichever way a browser writes dates; in the forenoon.
    await typeInto(page, '[name="facts.seen_at"]', '0202');
    await page.keyboard.type('2026');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1000a');
    expect(await page.inputValue('[name="facts.seen_at"]')).toBe('2026-02-02T10:00');
    await typeInto(page, '[name=story]', STORY);
    await pressOn(page, 'main form button', /photos/);
    await pressOn(page, 'main a.o-button', /contact/);
    await typeInto(page, '[name=email]', 'keys@example.org');
    await Promise.all([page.waitForURL(/check/), page.keyboard.press('Enter')]);
    await pressOn(page, 'main form button', /sent/, 'Space');
    const number = (await page.locator('.panel strong').textContent()) ?? '';
    const receipt = (await page.locator('.code').textContent()) ?? '';

    // Confirm.
    await page.goto(`/confirm/${(await tokenOf(it, 'confirm')).token}`);
    await pressOn(page, 'main form button', /done=confirmed/);

    // The desk: publish, answer, publish the answer.
    const moderator = await atTheDesk(it, 'moderator');
    await openCase(moderator, 'moderation', number);
    await pressOn(moderator, 'form[action*=publish] button.o-button--primary', /done=publish/);
    const executor = await atTheDesk(it, 'executor');
    await openCase(executor, 'replies', number);
    await typeInto(executor, '[name=text]', ANSWER);
    await tabTo(executor, '[name=outcome]');
    await executor.keyboard.press('Space');
    await typeInto(executor, '[name=signerName]', 'Кузнецов А. А.');
    await typeInto(executor, '[name=signerPost]', 'Главный врач');
    await pressOn(executor, 'form[action*=answer] button.o-button--primary', /done=answer/);
    await openCase(moderator, 'answers', number);
    await pressOn(
      moderator,
      'form[action*=publish-answer] button.o-button--primary',
      /done=publish-answer/,
    );

    // Follow by the code, and judge.
    await page.goto('/follow');
    await typeInto(page, '[name=receipt]', receipt);
    await Promise.all([page.waitForURL(new RegExp(number)), page.keyboard.press('Enter')]);
    await tabTo(page, '[name=verdict]');
    await page.keyboard.press('Space');
    await pressOn(page, '#verdict-form button', /done=verdict/);
    expect(await page.locator('.tag').first().textContent()).toContain('Решено, подтвердил автор');
    for (const one of [context, moderator.context(), executor.context()]) await one.close();
  });

  test.each([
    ['visitor', '/'],
    ['visitor', '/clinics'],
    ['visitor', '/complaints/map'],
    ['visitor', '/settings/view'],
    ['form', '/complaints/new/details'],
    ['citizen', '/my'],
    ['moderator', '/desk/queue/moderation'],
    ['moderator', ''],
    ['administrator', '/desk/people'],
  ] as const)('%s walks %s to its end: every stop is seen, none holds', async (eyes, address) => {
    const { world } = place();
    const path = address || `/desk/cases/${world.facts.submitted}`;
    const page = await world.people.get(eyes)!.newPage();
    for (const width of [360, 1280]) {
      const look = { title: '', as: eyes, path: () => path };
      await show(page, look, world.facts, { locale: 'ru', width, view: '' });
      const names = await walk(page);
      expect(names[0]).toBe('a Перейти к содержанию');
      expect(names.at(-1)).toContain('Доступность');
    }
    await page.close();
  });

  test('menus of a phone open, lead on and close by keys, and give the focus back', async () => {
    const { world } = place();
    const page = await world.people.get('moderator')!.newPage();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/desk/queue/all');
    for (const place of ['header', 'main']) {
      const menu = page.locator(`${place} details[data-menu]`).first();
      await tabTo(page, `${place} details[data-menu] > summary`);
      await page.keyboard.press('Enter');
      expect(await menu.getAttribute('open')).not.toBeNull();
      await tabTo(page, `${place} details[data-menu] a`);
      await page.keyboard.press('Escape');
      expect(await menu.getAttribute('open')).toBeNull();
      expect(await page.evaluate(`document.activeElement.tagName`)).toBe('SUMMARY');
      // Left open, it closes behind whoever walks on.
      await page.keyboard.press('Space');
      expect(await menu.getAttribute('open')).not.toBeNull();
      await tabTo(page, place === 'header' ? 'nav.main a' : 'main ol a');
      expect(await menu.getAttribute('open')).toBeNull();
    }
    expect((await here(page)).faults).toEqual([]);
    await page.close();
  });
}
