import { beforeAll, expect, test } from 'vitest';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const DAY_MS = 86_400_000;
const everywhere = { kind: 'region' } as const;
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
let author: Actor;
let coordinator: Actor;

async function person(email: string, role?: 'coordinator'): Promise<Actor> {
  const id = await house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const personId = await contactFor(tx, { email, locale: 'ru' });
      await ensurePerson(tx, personId);
      if (role) await addGrant(tx, { personId, role, reach: everywhere, grantedBy: null });
      return personId;
    },
    { now: house.it.clock.now() },
  );
  return staff(id, ...(role ? [{ role, reach: everywhere }] : []));
}

beforeAll(async () => {
  author = await person('author@example.org');
  coordinator = await person('coordinator@example.org', 'coordinator');
  await house.it.faces.complaints.importLanes(clockwork, {
    emergency: [{ code: '112', number: '112', ru: 'все службы', en: 'all services' }],
    duty_email: null,
    appeals: {
      open: true,
      url: null,
      registration_days: 3,
      answer_days: 30,
      extension_days: 30,
      forwarding_days: 7,
      roll: 'previous',
    },
  });
});

async function filed(): Promise<string> {
  const { complaints } = house.it.faces;
  const { number } = await complaints.fileComplaint(author, {
    clinic: 'msk-a-001-x',
    topic: 'no-shoe-covers',
    story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
    facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
  });
  await complaints.publishComplaint(moderator, { number });
  await complaints.fileAppeal(author, {
    number,
    text: 'Прошу сообщить, когда на входе снова появятся бахилы и кто за это отвечает.',
    surname: 'Иванова',
    address: 'Москва, улица Лесная, дом 1',
  });
  return number;
}

/** What the job does every ten minutes. */
async function tick(): Promise<void> {
  const { complaints } = house.it.faces;
  for (const number of await complaints.listLateAppeals(clockwork, {}))
    await complaints.noteLateAppeal(clockwork, { number });
  await house.it.runJobs();
}
const told = (to: string): number =>
  house.it.letters.filter((one) => one.to === to && /просрочено|Срок по 59-ФЗ/.test(one.subject))
    .length;

test('a term of an appeal that has passed is told once, and shown in the coordinators’ list', async () => {
  const { complaints } = house.it.faces;
  const number = await filed();
  await expect(complaints.listAppeals(moderator, {})).rejects.toMatchObject({ code: 'forbidden' });
  expect((await complaints.listAppeals(coordinator, {})).appeals).toMatchObject([
    { number, state: 'filed', late: false },
  ]);
  await tick();
  expect(told('author@example.org')).toBe(0);
  house.it.clock.advance(5 * DAY_MS);
  await tick();
  await tick();
  expect(told('author@example.org')).toBe(1);
  expect(told('coordinator@example.org')).toBe(1);
  const overdue = await complaints.listAppeals(coordinator, { which: 'overdue' });
  expect(overdue.appeals.map((one) => one.number)).toEqual([number]);
  await complaints.registerAppeal(coordinator, { number, registrationNumber: '7-26' });
  expect((await complaints.listAppeals(coordinator, { which: 'overdue' })).appeals).toEqual([]);
  // The seven days of forwarding are no lateness of whoever answers.
  house.it.clock.advance(9 * DAY_MS);
  await tick();
  expect(told('author@example.org')).toBe(1);
  house.it.clock.advance(30 * DAY_MS);
  await tick();
  expect(told('author@example.org')).toBe(2);
});

test('the notice of an extension stays beside the answer', async () => {
  const { complaints } = house.it.faces;
  const number = await filed();
  await complaints.registerAppeal(coordinator, { number, registrationNumber: '8-26' });
  await complaints.extendAppeal(coordinator, {
    number,
    days: 10,
    notice: 'Ждём ответа поставщика.',
  });
  const before = (await complaints.getComplaint(author, { number })).appeal!;
  expect(before.answer).toBeNull();
  await complaints.answerAppeal(coordinator, { number, text: 'Бахилы завезены, автомат починен.' });
  const { answer, notices } = (await complaints.getComplaint(author, { number })).appeal!;
  expect(answer).toBe('Бахилы завезены, автомат починен.');
  expect(notices).toMatchObject([{ days: 10, text: 'Ждём ответа поставщика.' }]);
  expect((await complaints.getComplaint(visitor(), { number })).appeal).toBeNull();
});
