import { addGrant, ensurePerson } from '@otklik/accounts';
import { contactFor } from '@otklik/notices';
import type { Reach, StaffRole, Tx } from '@otklik/kernel';
import type { ClinicFacts } from '@otklik/registry';

const MODERATORS_COUNT = 6;
const CONTROLLERS_COUNT = 4;
const COORDINATORS_COUNT = 2;

/** Who works in the past: names as the act log knows them (`person:…`). */
export interface Staff {
  readonly moderators: readonly string[];
  readonly controllers: readonly string[];
  readonly coordinators: readonly string[];
  /** By clinic: the person who answers for it and its branches. */
  readonly executorOf: ReadonlyMap<string, string>;
  /** By clinic: its head, who signs. */
  readonly headOf: ReadonlyMap<string, string>;
  /** Who took some messages for people without internet, on the hotline. */
  readonly clerkId: string;
  /** The demo citizen's contact. */
  readonly citizenId: string;
}

async function employ(
  tx: Tx,
  name: string,
  role: StaffRole,
  reaches: readonly Reach[],
): Promise<string> {
  const personId = await contactFor(tx, {
    email: `${name}@demo.example`,
    locale: 'ru',
    synthetic: true,
  });
  await ensurePerson(tx, personId);
  for (const reach of reaches) await addGrant(tx, { personId, role, reach, grantedBy: null });
  return `person:${personId}`;
}

/** Makes the staff of a simulated past, or finds it made. The transaction's time is when they began. */
export async function employStaff(tx: Tx, clinics: readonly ClinicFacts[]): Promise<Staff> {
  const region: Reach[] = [{ kind: 'region' }];
  const team = async (role: StaffRole, count: number) => {
    const people: string[] = [];
    for (let at = 1; at <= count; at += 1)
      people.push(await employ(tx, `${role}-${String(at).padStart(2, '0')}`, role, region));
    return people;
  };
  const moderators = await team('moderator', MODERATORS_COUNT);
  const controllers = await team('controller', CONTROLLERS_COUNT);
  const coordinators = await team('coordinator', COORDINATORS_COUNT);
  const executorOf = new Map<string, string>();
  const headOf = new Map<string, string>();
  // Branches are answered for by their head clinic's person.
  const groups = Map.groupBy(clinics, (clinic) => clinic.headClinicId ?? clinic.id);
  for (const group of groups.values()) {
    const executor = await employ(
      tx,
      `answers-${group[0]!.code}`,
      'executor',
      group.map((clinic) => ({ kind: 'clinic', id: clinic.id })),
    );
    for (const clinic of group) executorOf.set(clinic.id, executor);
    const head = await employ(
      tx,
      `head-${group[0]!.code}`,
      'head',
      group.map((clinic) => ({ kind: 'clinic', id: clinic.id })),
    );
    for (const clinic of group) headOf.set(clinic.id, head);
  }
  // Whoever tries the demonstration as a head is the head of one clinic, and may name a deputy there.
  const [first] = clinics;
  if (first) await employ(tx, 'head', 'head', [{ kind: 'clinic', id: first.id }]);
  const clerk = await employ(tx, 'clerk', 'clerk', region);
  if (first) await employ(tx, 'clerk-of-clinic', 'clerk', [{ kind: 'clinic', id: first.id }]);
  const citizenId = await contactFor(tx, {
    email: 'citizen@demo.example',
    locale: 'ru',
    synthetic: true,
  });
  await ensurePerson(tx, citizenId);
  return {
    moderators,
    controllers,
    coordinators,
    executorOf,
    headOf,
    clerkId: clerk.slice('person:'.length),
    citizenId,
  };
}
