import type { BrowserContext } from 'playwright-core';
import { newId, type Actor, systemScope } from '@otklik/kernel';
import { totpCode, totpStep } from '../../modules/accounts/src/totp.ts';
import type { Platform } from './support.ts';
import { makePost } from './named.ts';
import { PILOT_CODE } from './route-list-pilots.ts';
import { actorOf, signIn, tokenOf } from './signed-in.ts';
import { seedAccess } from '@otklik/access';
import { seedSurveyPast } from '../../apps/server/src/seed/survey-past.ts';

type Filing = Parameters<Platform['house']['faces']['complaints']['fileComplaint']>[1];

const OPEN_APPEALS = {
  open: true,
  url: null,
  registration_days: 3,
  answer_days: 30,
  extension_days: 30,
  forwarding_days: 7,
  roll: 'previous',
} as const;

const stranger = (it: Platform): Actor => ({
  kind: 'visitor',
  region: it.house.settings.region,
  origin: newId(),
});

/** A file of doctors that went in with a bad line. @returns the id of its run */
export async function importWithFault(it: Platform, administrator: Actor): Promise<string> {
  const lines = ['code;last_name;first_name;patronymic', 'axe-1;Ёлкин;Пётр;', 'axe-2;;Пётр;'];
  const { runId } = await it.house.faces.registry.startImport(administrator, {
    kind: 'doctors',
    file: new TextEncoder().encode(lines.join('\r\n')),
  });
  await it.runJobs();
  return runId;
}

/** A machine's key, for the page that lists them. */
export async function giveKey(it: Platform): Promise<void> {
  const { faces, settings } = it.house;
  const cli = { kind: 'system', region: settings.region, name: 'cli' } as const;
  await faces.accounts.createApiKey(cli, { name: 'city-portal', scopes: ['complaints:write'] });
}

/** Two referrals: one whose term is over, one that runs; and whom to ask. */
export async function noteReferrals(it: Platform, citizen: Actor, clinic: string): Promise<void> {
  const { guarantees } = it.house.faces;
  const daysAgo = (days: number): string =>
    new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const own = { kind: 'specialist', specialty: 'therapist', clinic };
  for (const days of [40, 2])
    await guarantees.addReferral(citizen, { ...own, givenOn: daysAgo(days) });
  const simulation = { kind: 'system', region: it.house.settings.region, name: 'cli' } as const;
  const told = { nameRu: 'Страховая «Пример»', phone: '+7 000 000-00-00' };
  await guarantees.putContact(simulation, { kind: 'insurer', ...told });
}

/** What waits for a moderator: a wish that fits no topic, and the answer to an erased message. */
export async function leaveForModerators(it: Platform, author: Actor, form: Filing): Promise<void> {
  const { cases, complaints } = it.house.faces;
  await complaints.sendWish(
    stranger(it),
    { kind: 'topic', text: 'В коридоре третьего этажа негде сесть, пока ждёшь врача.' },
    { proofOfWork: 'no-script' },
  );
  const { number } = await complaints.fileComplaint(author, form);
  await complaints.publishComplaint(it.actAs('moderator'), { number });
  await cases.handInAnswer(it.actAs('head'), {
    number,
    text: 'Разобрались: врач задержался на вызове. Добавили второй кабинет.',
    outcome: 'change-made',
    signerName: 'Петров П. П.',
    signerPost: 'Главный врач',
  });
  await cases.publishAnswer(it.actAs('moderator'), { number });
  await complaints.eraseOwnComplaint(author, { number, agreed: 'erase' });
}

/**
 * What waits for the head of a clinic: somebody whom a message names and who has no account. And a story that
 * was taken down on a court's decision.
 */
export async function leaveForTheClinic(it: Platform, author: Actor, form: Filing): Promise<void> {
  const { complaints, namedStaff } = it.house.faces;
  const moderator = it.actAs('moderator');
  const { postId, label } = await makePost(it, form.clinic, 'Голубева');
  const named = [{ words: label, postId }];
  const { number } = await complaints.fileComplaint(author, { ...form, named });
  await complaints.publishComplaint(moderator, { number });
  const reason = 'Автор выбрал из списка.';
  await namedStaff.settleLink(moderator, {
    number,
    decision: 'settled',
    postId,
    reason,
    version: 0,
  });
  await complaints.takeDown(it.actAs('controller'), {
    number,
    kind: 'story',
    ground: 'untrue-by-court',
    demandedBy: 'person-concerned',
    decidedBy: 'court',
    decider: 'Тверской районный суд',
    decisionNumber: '2-17/2026',
    decisionDate: '2026-06-01',
    agreed: 'take-down',
  });
}

/** Appeals in the region that has opened that channel. @returns the number of the one with no complaint before it */
export async function appeal(
  it: Platform,
  author: Actor,
  number: string,
  clinic: string,
): Promise<string> {
  const { complaints } = it.house.faces;
  const system = { kind: 'system', region: it.house.settings.region, name: 'test' } as const;
  const { emergency } = await complaints.getLanes(system, {});
  await complaints.importLanes(system, { emergency, duty_email: null, appeals: OPEN_APPEALS });
  const words = { text: 'Прошу разобраться, почему приём начался позже на полтора часа.' };
  const lawful = { surname: 'Иванова', address: 'Москва, улица Лесная, дом 1' };
  await complaints.fileAppeal(author, { number, ...words, ...lawful });
  return (await complaints.fileLoneAppeal(author, { clinic, ...words, ...lawful })).number;
}

/** Somebody of the staff who came by a letter and still owes the second factor. */
export async function halfSignedIn(it: Platform): Promise<BrowserContext> {
  const { accounts, settings } = it.house;
  const email = 'half-way@example.org';
  const boss = await signIn(it, 'administrator');
  const place = { role: 'moderator', reach: { kind: 'region' } } as const;
  await accounts.inviteStaff(await actorOf(it, boss), { email, locale: 'ru', ...place });
  await boss.close();
  const invited = await tokenOf(it, 'invitation');
  const userAgent = null;
  const first = await accounts.acceptInvitation(stranger(it), { token: invited.token, userAgent });
  const cookie = first.setCookies.map((line) => line.split(';')[0]).join('; ');
  const door = { region: settings.region, origin: newId() };
  const person = await accounts.actorFromRequest({ cookie, ...door });
  const { secret } = await accounts.enrolTotp(person, {});
  await accounts.confirmTotp(person, { code: totpCode(secret, totpStep(new Date())) });
  await accounts.requestSignIn(stranger(it), { email, locale: 'ru' });
  const { token } = await tokenOf(it, 'sign-in');
  const { setCookies } = await accounts.completeSignIn(stranger(it), { token, userAgent });
  const context = await it.visit();
  await context.addCookies(
    setCookies.map((line) => {
      const [name = '', ...value] = line.split(';')[0]!.split('=');
      return { name, value: value.join('='), url: it.url };
    }),
  );
  return context;
}

const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A pilot that goes on, of two schools. */
export async function joinPilot(it: Platform): Promise<void> {
  const { faces, settings } = it.house;
  const cli = { kind: 'system', region: settings.region, name: 'cli' } as const;
  const school = { sector: 'school', isDemo: true } as const;
  await faces.pilots.joinPilot(cli, {
    code: PILOT_CODE,
    nameRu: 'Школы округа',
    from: dayFromNow(-30),
    to: dayFromNow(365),
    sectors: ['school', 'sport'],
    places: [
      { ...school, code: 'walked-1', nameRu: 'Школа № 1', isState: true },
      { ...school, code: 'walked-2', nameRu: 'Частная школа', isState: false },
    ],
  });
}

/** What the demonstration invents beside its complaints: answers to surveys at a few places, and waits. */
export async function inventPasts(it: Platform): Promise<void> {
  const { app, settings } = it.house;
  const until = new Date();
  await seedSurveyPast(it.house, {
    seed: 1,
    until,
    days_count: 60,
    answers_count: 600,
    clinics_max: 1,
  });
  await app.store.withScope(systemScope(settings.region, 'simulation'), seedAccess, { now: until });
}

/** The citizen was at the clinic, and agreed to a letter and a message: there is a choice of ways to look at. */
export async function reportCitizen(it: Platform, clinic: string): Promise<void> {
  const system = { kind: 'system', region: it.house.settings.region, name: 'test' } as const;
  const visit = {
    visitId: 'looked-at',
    sourceSystem: 'his',
    unit: clinic,
    service: 'doctor-visit',
    endedAt: new Date(Date.now() - 3_600_000).toISOString(),
    sector: 'health',
    contact: { email: 'citizen@demo.example', phone: '+79161234567' },
    flags: ['consent', 'consent-sms'],
  };
  await it.house.faces.surveys.recordVisits(system, { visits: JSON.stringify([visit]) });
}
