import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor, type Grant, type StaffRole } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { REGION, type TestInstallation } from '../../../tests/support/installation.ts';

export type Person = Extract<Actor, { kind: 'person' }>;
export const CLINIC = 'msk-a-001-x';

async function person(house: TestInstallation, email: string, grants: Grant[]): Promise<Person> {
  const personId = await house.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = await contactFor(tx, { email, locale: 'ru' });
      await ensurePerson(tx, id);
      for (const grant of grants) await addGrant(tx, { personId: id, ...grant, grantedBy: null });
      return id;
    },
    { now: house.clock.now() },
  );
  const origin = `from-${email}`;
  return {
    kind: 'person',
    region: REGION,
    personId,
    sessionId: newId(),
    grants,
    secondFactor: true,
    origin,
  };
}

/** A signed-in author. */
export const citizen = (house: TestInstallation, email: string): Promise<Person> =>
  person(house, email, []);

/** Somebody with a role: the region's staff in the whole region, an executor in one clinic. */
export async function worker(
  house: TestInstallation,
  email: string,
  role: StaffRole,
  clinic = CLINIC,
): Promise<Person> {
  if (role !== 'executor' && role !== 'head')
    return person(house, email, [{ role, reach: { kind: 'region' } }]);
  const { id } = await house.faces.registry.getClinic(
    { kind: 'visitor', region: REGION, origin: 'x' },
    { code: clinic },
  );
  return person(house, email, [{ role, reach: { kind: 'clinic', id } }]);
}

let stories = 0;

/** A complaint that waits for a moderator. */
export async function submitted(
  house: TestInstallation,
  author: Actor,
  story?: string,
): Promise<string> {
  stories += 1;
  const { number } = await house.faces.complaints.fileComplaint(author, {
    clinic: CLINIC,
    topic: 'no-shoe-covers',
    story: story ?? `На входе нет бахил, автомат не работает уже ${stories}-й день.`,
    facts: { seen_at: house.clock.now().toISOString().slice(0, 16) },
  });
  return number;
}

/** A complaint that waits for the clinic. */
export async function published(
  house: TestInstallation,
  author: Actor,
  moderator: Actor,
): Promise<string> {
  const number = await submitted(house, author);
  await house.faces.complaints.publishComplaint(moderator, { number });
  return number;
}
