import type { Actor, Grant, StaffRole } from '@otklik/kernel';
import { REGION } from '../support/installation.ts';
import { OTHER_REGION, type World } from './world.ts';

/** An actor may depend on the case that is asked about: the holder of its receipt. */
export type ActorFor = (caseId: string) => Actor;

const STAFF: readonly StaffRole[] = [
  'moderator',
  'executor',
  'head',
  'coordinator',
  'controller',
  'administrator',
  'clerk',
];

/** Every kind of actor that can knock, by the name that the matrix calls it. */
export async function everyActor(world: World): Promise<ReadonlyMap<string, ActorFor>> {
  const origin = 'knocking';
  const actors = new Map<string, ActorFor>();
  const add = (name: string, actor: Actor): void => void actors.set(name, () => actor);
  const person = async (name: string, grants: Grant[], secondFactor = true, region = REGION) =>
    add(name, await world.person(region, grants, secondFactor));
  const ofClinic = (clinic: { id: string }) => ({ kind: 'clinic', id: clinic.id }) as const;

  add('visitor', { kind: 'visitor', region: REGION, origin });
  add('stranger', {
    ...(await world.person(REGION, [])),
    personId: world.strangerId,
  } as Actor);
  add('author', world.author);
  actors.set('receipt', (caseId) => ({ kind: 'receipt', region: REGION, caseId, origin }));
  add('receipt of another case', {
    kind: 'receipt',
    region: REGION,
    caseId: '00000000-0000-7000-8000-00000000000a',
    origin,
  });
  const key = { kind: 'key', region: REGION, keyId: world.ids.apiKey, origin } as const;
  add('key complaints:write', { ...key, scopes: ['complaints:write'] });
  add('key visits:write', { ...key, scopes: ['visits:write'] });
  add('key cabinet:read', { ...key, scopes: ['cabinet:read'] });
  add('key slots:write', { ...key, scopes: ['slots:write'] });
  add('key referrals:write', { ...key, scopes: ['referrals:write'] });
  add('key without scopes', { ...key, scopes: [] });
  for (const role of STAFF) await person(role, [{ role, reach: { kind: 'region' } }]);
  for (const role of STAFF)
    await person(`${role} of the clinic`, [{ role, reach: ofClinic(world.clinic) }]);
  for (const role of STAFF)
    await person(`${role} of another clinic`, [{ role, reach: ofClinic(world.otherClinic) }]);
  for (const role of STAFF)
    await person(`${role}, no second factor`, [{ role, reach: { kind: 'region' } }], false);
  for (const role of STAFF)
    await person(
      `${role} of another region`,
      [{ role, reach: { kind: 'region' } }],
      true,
      OTHER_REGION,
    );
  // A session left open on a desk: dangerous acts ask for a proof first.
  actors.set(
    'administrator, proof too old',
    (() => {
      const fresh = actors.get('administrator')!;
      return (caseId: string): Actor => {
        const { provenAt: _, ...stale } = fresh(caseId) as Extract<Actor, { kind: 'person' }>;
        return stale;
      };
    })(),
  );
  for (const name of [
    'accounts.door',
    'accounts.oidc',
    'accounts.turn-grants',
    'accounts.demo',
    'notices.deliver-letter',
    'retention',
    'subscriptions.send-digests',
    'wait-alerts.tell',
    'wait-norms.judge',
    'guarantees.tell',
    'surveys.plan-invitations',
    'surveys.carry-letters',
    'surveys.count-days',
    'surveys.mail-in',
    'survey-answers.make-keys',
    'survey-answers.release',
    'survey-results.propose-by-drops',
    'cli',
    'another',
  ])
    add(`system ${name}`, { kind: 'system', region: REGION, name });
  return actors;
}
