import type { BrowserContext, Page } from 'playwright-core';
import { newId, newSecret, principalOf, type Actor } from '@otklik/kernel';
import { withoutLocale } from '@otklik/i18n';
import { stopTicket } from '@otklik/subscriptions';
import { nameSomebody } from './named.ts';
import { statusOf, type Eyes, type Facts, type Look } from './route-list.ts';
import { actorOf, signIn, tokenOf } from './signed-in.ts';
import type { Platform } from './support.ts';
import { joinedInOne } from './systemic.ts';
import { comment } from './commented.ts';
import { thank } from './thanked.ts';
import { openProject, propose } from './crowd.ts';
import {
  appeal,
  giveKey,
  halfSignedIn,
  importWithFault,
  inventPasts,
  joinPilot,
  leaveForModerators,
  leaveForTheClinic,
  noteReferrals,
  reportCitizen,
} from './world-more.ts';

/** What there is to look at, and the browsers of those who look, each made once. */
export interface World {
  readonly facts: Facts;
  readonly people: ReadonlyMap<Eyes, BrowserContext>;
}

const visitorOf = (it: Platform): Actor => ({
  kind: 'visitor',
  region: it.house.settings.region,
  origin: newId(),
});

export async function prepare(it: Platform): Promise<World> {
  const people = new Map<Eyes, BrowserContext>();
  const { registry, complaints, cases } = it.house.faces;
  const { clinics } = await registry.findClinics(visitorOf(it), { limit: 2 });
  const [okrug] = await registry.listDistricts(visitorOf(it), {});
  const clinic = clinics[0]!.code;
  const form = {
    clinic,
    topic: 'wait-at-door-over-1h',
    story: 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.',
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  };
  for (const role of ['citizen', 'moderator', 'administrator'] as const)
    people.set(role, await signIn(it, role));
  people.set('clerk', await signIn(it, 'clerk'));
  people.set('coordinator', await signIn(it, 'coordinator'));
  const { id, district } = await registry.getClinic(visitorOf(it), { code: clinic });
  const citizen = await actorOf(it, people.get('citizen')!);
  await reportCitizen(it, clinic);
  // Names somebody: then the moderator's form about the person stands open.
  const named = [
    { words: 'терапевт из седьмого кабинета' },
    { words: 'администратор у окна записи' },
  ];
  const submitted = await complaints.fileComplaint(citizen, { ...form, named });
  const returned = await complaints.fileComplaint(citizen, form);
  await cases.returnCase(it.actAs('moderator'), { number: returned.number, reason: 'unclear' });
  const published = await complaints.fileComplaint(citizen, form);
  await complaints.publishComplaint(it.actAs('moderator'), { number: published.number });
  people.set('controller', await signIn(it, 'controller'));
  // The holder of a post signs in like anybody who works there.
  people.set('named', await signIn(it, 'executor'));
  const answered = await nameSomebody(it, citizen, form, 'executor@demo.example');
  const thanks = await thank(it, citizen, clinic);
  const crowd = await propose(it, citizen);
  // A second one: whoever proposes is asked which.
  await openProject(it, 'another-look');
  const comments = await comment(it, clinic);
  const systemic = await joinedInOne(it, clinic, form.topic, [published.number, answered]);
  // From here on the clinic has a head, who signs its answers.
  people.set('head', await signIn(it, 'head', { kind: 'clinic', id }));
  const head = await actorOf(it, people.get('head')!);
  const executor = await signIn(it, 'executor', { kind: 'clinic', id });
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const words = {
    text: 'Проверили запись: врач принимал экстренного больного. Добавим второй кабинет.',
    outcome: 'change-planned' as const,
    promises: [{ what: 'Открыть второй кабинет', owner: 'Заведующий отделением', until }],
  };
  const drafted = { number: published.number, ...words };
  await cases.writeAnswer(await actorOf(it, executor), drafted);
  await executor.close();
  const promised = await complaints.fileComplaint(citizen, form);
  await complaints.publishComplaint(it.actAs('moderator'), { number: promised.number });
  const signer = { signerName: 'Петров П. П.', signerPost: 'Главный врач' };
  await cases.handInAnswer(head, { number: promised.number, ...words, ...signer });
  await cases.publishAnswer(it.actAs('moderator'), { number: promised.number });
  // Of this answer's letter: the next ones have links of their own.
  const say = await tokenOf(it, 'say');
  const sent = await complaints.fileComplaint(
    visitorOf(it),
    { ...form, email: 'axe@example.org' },
    { proofOfWork: 'no-script' },
  );
  const confirm = await tokenOf(it, 'confirm');
  await it.house.accounts.inviteStaff(await actorOf(it, people.get('administrator')!), {
    email: 'invited@example.org',
    locale: 'ru',
    role: 'moderator',
    reach: { kind: 'region' },
  });
  const invitation = await tokenOf(it, 'invitation');
  const { token } = await complaints.saveDraft(visitorOf(it), {
    token: newSecret(),
    content: form,
  });
  const withCookie = async (eyes: Eyes, name: string, value: string) => {
    const context = await it.visit();
    await context.addCookies([{ name, value, url: it.url }]);
    people.set(eyes, context);
  };
  await withCookie('form', 'otklik_draft', token);
  const ready = await complaints.saveDraft(visitorOf(it), {
    token: newSecret(),
    content: { ...form, receiptOnly: true },
  });
  await withCookie('ready', 'otklik_draft', ready.token);
  const boss = await actorOf(it, people.get('administrator')!);
  const importRun = await importWithFault(it, boss);
  await giveKey(it);
  await joinPilot(it);
  await inventPasts(it);
  await leaveForModerators(it, citizen, form);
  await leaveForTheClinic(it, citizen, form);
  // A second device of the citizen's, to be signed out.
  await (await signIn(it, 'citizen')).close();
  const change = {
    number: answered,
    text: 'Разобрались и добавили второй кабинет с понедельника.',
  };
  await cases.amendAnswer(head, change);
  const template = { kind: 'answer', name: 'Проверка', text: 'Провели проверку. {found}' } as const;
  await it.house.faces.desk.saveTemplate(head, { ...template, clinic });
  const lawful = await appeal(it, citizen, submitted.number, clinic);
  people.set('half', await halfSignedIn(it));
  const shown = { number: sent.number, receipt: sent.receipt, is_draft: true, by_receipt: true };
  await withCookie('sent', 'otklik_sent', encodeURIComponent(JSON.stringify(shown)));
  const ticket = `${sent.id}.${it.house.app.ports.keys.hash('follow', sent.id)}`;
  await withCookie('receipt', 'otklik_follow', ticket);
  // The day's head stands at the public log.
  await it.house.database.sealAudit();
  await it.house.database.signHeads(new Date());
  people.set('visitor', await it.visit());
  const { subscriptions } = it.house.faces;
  const follows = { frequency: 'daily', locale: 'ru' } as const;
  for (const target of [{}, { clinic }])
    await subscriptions.subscribe(citizen, { target, ...follows });
  const [mine] = (await subscriptions.listMine(citizen, {})).subscriptions;
  await noteReferrals(it, citizen, clinic);
  const facts = {
    ...thanks,
    crowd,
    comments,
    systemic,
    clinic,
    district: district?.id ?? okrug!.districts[0]!.id,
    stopTicket: stopTicket(it.house.app.ports.keys, mine!.id),
    published: published.number,
    submitted: submitted.number,
    returned: returned.number,
    answered,
    promised: promised.number,
    quietClinic: clinics[1]!.code,
    importRun,
    letter: confirm.id,
    appeal: lawful,
    person: principalOf(await actorOf(it, people.get('moderator')!)).replace('person:', ''),
    confirmToken: confirm.token,
    sayToken: say.token,
    invitationToken: invitation.token,
  };
  return { facts, people };
}

/** The words of a list in which nothing stands: the component `EmptyState`. */
const EMPTY = '.empty';

export interface Way {
  readonly locale: 'ru' | 'en';
  readonly width: number;
  /** The site's own cookie of reading settings; empty for the page as designed. */
  readonly view: string;
}

/** Where a browser is, as the routes know it. */
const placeOf = (page: Page): string => withoutLocale(new URL(page.url()).pathname);

/**
 * Opens a page as one look at it says, in this language, width and setting.
 * @throws Error when another page is shown than the look means: a redirect, a refusal, an empty list
 */
export async function show(
  page: Page,
  look: Look,
  facts: Facts,
  { locale, width, view }: Way,
): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const cookie = { name: 'otklik_view', value: view, domain: 'localhost', path: '/' };
  await page.context().addCookies([cookie]);
  const path = look.path(facts);
  const answer = await page.goto(locale === 'en' ? `/en${path === '/' ? '' : path}` : path);
  const wanted = look.press === undefined ? statusOf(look) : 200;
  if (answer?.status() !== wanted)
    throw new Error(`${path} answers ${answer?.status()}, not ${wanted}`);
  const place = look.leads ?? path.split('?')[0]!;
  if (placeOf(page) !== place) throw new Error(`${path} leads to ${placeOf(page)}, not ${place}`);
  if (look.press === undefined) return checkState(page, look, path);
  // The form of the page itself; the browser's own checks would keep it from being sent.
  const action = look.press && `[action*=${look.press}]`;
  const form = page.locator(`main form[method=post i]${action}`).first();
  await form.evaluate((element) => element.setAttribute('novalidate', ''));
  for (const box of await form.locator('textarea').all()) await box.fill('');
  if (look.spoil)
    await form
      .locator(look.spoil[0])
      .first()
      .evaluate((field, value) => field.setAttribute('value', value), look.spoil[1]);
  const button = form.locator('button:not([type=button])').last();
  const is_visible = await button.isVisible();
  const [posted] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    // Where a script sends the form its button is for those without one: they see the same page.
    is_visible
      ? button.click()
      : form.evaluate((element) => (element as unknown as { submit(): void }).submit()),
  ]);
  await page.waitForLoadState('load');
  if (posted.status() !== statusOf(look))
    throw new Error(`${path} answers its form with ${posted.status()}, not ${statusOf(look)}`);
  await checkState(page, look, path);
}

/** Whether there is to see what the look is about. */
async function checkState(page: Page, { sees, title }: Look, path: string): Promise<void> {
  const main = page.locator('main');
  const empty_count = await main.locator(EMPTY).count();
  if (title === 'empty' && !sees && empty_count === 0) throw new Error(`${path} is not empty`);
  if (title === 'with data' && !sees && empty_count > 0) throw new Error(`${path} is empty`);
  if (sees && (await page.locator(sees).count()) === 0)
    throw new Error(`${path} does not show ${sees}`);
}
