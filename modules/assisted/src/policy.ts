import { isAuthor, lookersOf, onClinicSide, placeTakesIn, type CaseRow } from '@otklik/cases';
import { AppError, grantsOf, type Actor, type Grant, type Tx } from '@otklik/kernel';
import type { ClinicFacts } from '@otklik/registry';

type Person = Extract<Actor, { kind: 'person' }>;

/** A clerk of a clinic or organisation takes messages; one of a district or region is the hotline. */
export const onHotline = ({ role, reach }: Grant): boolean =>
  role === 'clerk' && (reach.kind === 'region' || reach.kind === 'district');

const isClerk = ({ role }: Grant): boolean => role === 'clerk';

/** Clerks of their own clinic stand on the clinic's side as much as whoever answers there. */
const ofTheClinic = (grant: Grant): boolean =>
  onClinicSide(grant) || (isClerk(grant) && !onHotline(grant));

export interface Clerk {
  readonly person: Person;
  readonly grants: readonly Grant[];
}

function clerkWith(actor: Actor, wanted: (grant: Grant) => boolean, reason?: string): Clerk {
  const grants = grantsOf(actor).filter(wanted);
  if (actor.kind === 'person' && grants.length > 0) return { person: actor, grants };
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  if (actor.kind === 'person' && !actor.secondFactor && actor.grants.some(wanted))
    throw new AppError('second-factor-required');
  if (reason && grantsOf(actor).some(isClerk)) throw new AppError('forbidden', { reason });
  throw new AppError('forbidden');
}

/** Any clerk. @throws AppError sign-in-required, second-factor-required, forbidden */
export const aClerk = (actor: Actor): Clerk => clerkWith(actor, isClerk);

/**
 * A clerk of the hotline: the clinic that is complained about takes no verdict.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export const hotline = (actor: Actor): Clerk =>
  clerkWith(actor, onHotline, 'clinic-takes-no-verdict');

const placesOf = (clinic: ClinicFacts) => ({
  clinic_id: clinic.id,
  organisation_id: clinic.organisationId,
  district_id: clinic.districtId,
  okrug_id: clinic.okrugId,
  routed_to: null,
});

/**
 * On which side a clerk takes a message about this clinic.
 * @throws AppError forbidden: none of the clerk's places takes it in
 */
export function sideFor({ grants }: Clerk, clinic: ClinicFacts): 'clinic' | 'hotline' {
  const reaching = grants.filter(({ reach }) => placeTakesIn(reach, placesOf(clinic)));
  if (reaching.length === 0) throw new AppError('forbidden', { reason: 'reach' });
  return reaching.some(onHotline) ? 'hotline' : 'clinic';
}

/** @throws AppError forbidden: outside the clerk's own district */
export function refuseOutOfReach({ grants }: Clerk, row: CaseRow): void {
  if (!grants.some(({ reach }) => placeTakesIn(reach, row)))
    throw new AppError('forbidden', { reason: 'reach' });
}

/**
 * Whether a clerk may say an author's word: nobody who stands with the clinic, nobody who judged or answered
 * in this case, and nobody whose own case it is.
 * @throws AppError forbidden
 */
export async function refuseToSpeak(tx: Tx, clerk: Clerk, row: CaseRow): Promise<void> {
  const { person } = clerk;
  refuseOutOfReach(clerk, row);
  // Whatever the session proved: a colleague of the clinic is one all the same.
  if (person.grants.some((grant) => ofTheClinic(grant) && placeTakesIn(grant.reach, row)))
    throw new AppError('forbidden', { reason: 'clinic-takes-no-verdict' });
  if (isAuthor(person, row)) throw new AppError('forbidden', { reason: 'own-case' });
  if (await lookersOf(tx, row, person.personId))
    throw new AppError('forbidden', { reason: 'looked-at-it' });
}
