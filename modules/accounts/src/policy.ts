import { AppError, grantsOf, type Actor, type Reach, type StaffRole } from '@otklik/kernel';
import { mayGrant } from './model.ts';

export type Person = Extract<Actor, { kind: 'person' }>;
interface Asked {
  readonly actor: Actor;
}

/** Whoever has a living session; the second factor is not asked. @throws AppError sign-in-required */
export function signedIn({ actor }: Asked): Person {
  if (actor.kind === 'person') return actor;
  throw new AppError('sign-in-required');
}

/** People at the door: not machines. @throws AppError forbidden */
export function atTheDoor({ actor }: Asked): void {
  if (actor.kind !== 'visitor' && actor.kind !== 'person' && actor.kind !== 'receipt')
    throw new AppError('forbidden');
}

/** The server itself, by name. @throws AppError forbidden */
export const onlySystem =
  (name: string) =>
  ({ actor }: Asked): void => {
    if (actor.kind !== 'system' || actor.name !== name) throw new AppError('forbidden');
  };

/** An administrator with the second factor given in this session. */
export function administrator(asked: Asked): Person {
  const person = signedIn(asked);
  if (grantsOf(person).some((grant) => grant.role === 'administrator')) return person;
  const wouldBe = person.grants.some((grant) => grant.role === 'administrator');
  throw new AppError(wouldBe ? 'second-factor-required' : 'forbidden');
}

/** An administrator whose own reach covers this one: nobody hands out more than they have. */
export function administratorOver(asked: Asked, reach: Reach, role?: StaffRole): Person {
  const person = administrator(asked);
  if (!mayGrant(grantsOf(person), reach, role))
    throw new AppError('forbidden', { reason: 'reach' });
  return person;
}

/** Nobody changes their own rights: so the last administrator cannot vanish, and none promotes themselves. */
export function notOneself(person: Person, personId: string): void {
  if (person.personId === personId) throw new AppError('forbidden', { reason: 'oneself' });
}
