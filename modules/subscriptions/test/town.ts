import { ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor, type Letter, type Tx } from '@otklik/kernel';
import { confirmContact, contactFor } from '@otklik/notices';
import { sendDue } from '../src/index.ts';
import { REGION, staff, type TestInstallation } from '../../../tests/support/installation.ts';

export const STORY = 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.';
export const CLINIC = 'msk-a-001-v';
export const MINUTE_ms = 60_000;
type Person = Extract<Actor, { kind: 'person' }>;

export const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
const executor = staff(newId(), { role: 'executor', reach: { kind: 'region' } });

export const inRegion = <T>(it: TestInstallation, work: (tx: Tx) => Promise<T>): Promise<T> =>
  it.app.store.withScope(regionScope(REGION), work, { now: it.clock.now() });

/** Somebody signed in, whose address is known to be theirs. */
export async function citizen(it: TestInstallation, email: string): Promise<Person> {
  const personId = await inRegion(it, async (tx) => {
    const id = await contactFor(tx, { email, locale: 'ru' });
    await confirmContact(tx, id);
    await ensurePerson(tx, id);
    return id;
  });
  return staff(personId) as Person;
}

/** A published message, by an author of its own. @returns its number */
export async function publish(
  it: TestInstallation,
  over: { story?: string; clinic?: string; topic?: string } = {},
): Promise<string> {
  const author = await citizen(it, `author-${newId()}@example.org`);
  const { number } = await it.faces.complaints.fileComplaint(author, {
    clinic: CLINIC,
    topic: 'wait-at-door-over-1h',
    story: STORY,
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
    ...over,
  });
  await it.faces.complaints.publishComplaint(moderator, { number });
  return number;
}

/** The clinic's answer to it, let through. */
export async function answer(it: TestInstallation, number: string): Promise<void> {
  await it.faces.cases.handInAnswer(executor, {
    number,
    text: 'Проверили расписание: врач принимал экстренного больного. Добавлен второй кабинет.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await it.faces.cases.publishAnswer(moderator, { number });
}

/** Runs the digests of this moment. @returns the letters to subscribers, in the order they left */
export async function digests(it: TestInstallation): Promise<Letter[]> {
  const before = it.letters.length;
  await sendDue(it.app, REGION, () => true);
  return it.letters.slice(before);
}
