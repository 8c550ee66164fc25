import { newId, regionScope, type Actor } from '@otklik/kernel';
import { REGION, type TestInstallation } from '../../../tests/support/installation.ts';

export { CLINIC, citizen, worker } from '../../desk/test/people.ts';

const cli = { kind: 'system', region: REGION, name: 'cli' } as const;

/** A doctor with a post in a clinic; gives the post's id. */
export async function post(
  house: TestInstallation,
  clinic: string,
  lastName: string,
  code = newId(),
): Promise<string> {
  const { registry } = house.faces;
  await registry.saveRecord(cli, {
    kind: 'doctor',
    values: { code, last_name: lastName, first_name: 'Анна', patronymic: 'Петровна' },
  });
  const { id } = await registry.saveRecord(cli, {
    kind: 'post',
    values: { doctor: code, clinic, specialty_id: 'therapist', valid_from: '2020-01-01' },
  });
  return id;
}

type Proposal = { words: string; postId?: string };

/** A complaint that names somebody, or several, waiting for a moderator. */
export async function naming(
  house: TestInstallation,
  author: Actor,
  named: Proposal | Proposal[],
  story = 'На входе нет бахил, а врач Снегирёва сказала, что так и должно быть.',
  clinic = 'msk-a-001-x',
) {
  const { number, id } = await house.faces.complaints.fileComplaint(author, {
    clinic,
    topic: 'no-shoe-covers',
    story,
    named: [named].flat(),
    facts: { seen_at: house.clock.now().toISOString().slice(0, 16) },
  });
  return { number, id };
}

/** Everything under a scope of the region, for looking at ports. */
export const inRegion = <T>(
  house: TestInstallation,
  work: Parameters<typeof house.app.store.withScope<T>>[1],
): Promise<T> => house.app.store.withScope(regionScope(REGION), work, { now: house.clock.now() });
