import { onClinicSide, reaches, staffGrants, type CaseRow } from '@otklik/cases';
import {
  AppError,
  grantsOf,
  type Actor,
  type Context,
  type Grant,
  type StaffRole,
} from '@otklik/kernel';
import { clinicByCode, type Clinic } from '@otklik/registry';
import { PUBLIC_STATES } from './model.ts';
import { wroteMember } from './store/members.ts';
import { absent, findSystemic, lockSystemic, type SystemicRow } from './store/systemic.ts';

type Person = Extract<Actor, { kind: 'person' }>;
type Places = Pick<SystemicRow, 'clinic_id' | 'organisation_id' | 'district_id' | 'okrug_id'>;

/** The same places as a case has them, for the engine's own judgement of who reaches what. */
export const asCase = (row: Places & Partial<Pick<SystemicRow, 'opened_at'>>): CaseRow =>
  ({
    clinic_id: row.clinic_id,
    organisation_id: row.organisation_id,
    district_id: row.district_id,
    okrug_id: row.okrug_id,
    routed_to: null,
    published_at: row.opened_at ?? null,
  }) as CaseRow;

const placesOf = (clinic: Clinic): Places => ({
  clinic_id: clinic.id,
  organisation_id: clinic.organisationId,
  district_id: clinic.districtId,
  okrug_id: clinic.okrugId,
});

const reaching = (actor: Actor, row: Places): Grant[] =>
  grantsOf(actor).filter((grant) => reaches(grant, asCase(row)));

/** Who decides what belongs together: coordinators and controllers of the region or the district. */
const directs = (grant: Grant): boolean =>
  (grant.role === 'coordinator' || grant.role === 'controller') && !onClinicSide(grant);
const answers = ({ role }: Grant): boolean => role === 'executor' || role === 'head';
const is =
  (role: StaffRole) =>
  (grant: Grant): boolean =>
    grant.role === role && !onClinicSide(grant);

/** @throws AppError sign-in-required, second-factor-required, forbidden */
function personWith(actor: Actor, fits: (grant: Grant) => boolean): Person {
  const grants = staffGrants(actor);
  if (actor.kind !== 'person' || !grants.some(fits)) throw new AppError('forbidden');
  return actor;
}

/** The grants by which somebody directs systemic cases. @throws AppError as above */
export function director({ actor }: { readonly actor: Actor }): Grant[] {
  personWith(actor, directs);
  return grantsOf(actor).filter(directs);
}

export interface Placed {
  readonly clinic: Clinic;
  readonly personId: string;
  readonly role: StaffRole;
}

/** Whoever may open one at this clinic. @throws AppError sign-in-required, forbidden, not-found */
export async function mayOpen({ tx, actor, input }: Context<{ clinic: string }>): Promise<Placed> {
  const { personId } = personWith(actor, directs);
  const clinic = await clinicByCode(tx, input.clinic);
  const grant = reaching(actor, placesOf(clinic)).find(directs);
  if (!grant) throw new AppError('forbidden');
  return { clinic, personId, role: grant.role };
}

export interface Held {
  readonly row: SystemicRow;
  readonly personId: string;
  readonly role: StaffRole;
}

interface On {
  readonly number: string;
  readonly version?: number | undefined;
}

/** The row, locked, for somebody whose grant fits and reaches it; out of reach it does not exist. */
function holds(fits: (grant: Grant) => boolean) {
  return async ({ tx, actor, input }: Context<On>): Promise<Held> => {
    const { personId } = personWith(actor, fits);
    const row = await lockSystemic(tx, input.number);
    const grant = row && reaching(actor, row).find(fits);
    if (!row || !grant) throw absent();
    // A clinic hears of it once it is public.
    if (onClinicSide(grant) && !PUBLIC_STATES.includes(row.state)) throw absent();
    if (await wroteMember(tx, row.id, personId))
      throw new AppError('forbidden', { reason: 'own-message' });
    if (input.version !== undefined && input.version !== row.version)
      throw new AppError('changed-meanwhile', { version: row.version });
    return { row, personId, role: grant.role };
  };
}

/**
 * Joining, parting, dismissing: a coordinator or controller who reaches the clinic and wrote none of it.
 * @throws AppError sign-in-required, second-factor-required, forbidden, not-found, changed-meanwhile
 */
export const mayDirect = holds(directs);
/** The plan and its steps: whoever answers for the clinic. @throws AppError as above */
export const mayAnswer = holds(answers);
/** Letting a plan out or giving it back. @throws AppError as above */
export const mayModerate = holds(is('moderator'));
/** Closing: a controller. @throws AppError as above */
export const mayControl = holds(is('controller'));

/** Nobody judges what they did themselves. @throws AppError forbidden */
export function refuseOwn(
  personId: string,
  ...doers: readonly (string | null | undefined)[]
): void {
  if (doers.includes(personId))
    throw new AppError('forbidden', { reason: 'second-look-by-the-same-person' });
}

export type Eye = 'public' | 'staff' | 'clinic';

/** In which part somebody reads it; hidden and unknown answer alike. @throws AppError not-found */
export async function mayRead({
  tx,
  actor,
  input,
}: Context<{ number: string }>): Promise<{ row: SystemicRow; eye: Eye }> {
  const row = await findSystemic(tx, input.number);
  if (!row) throw absent();
  const grants = reaching(actor, row);
  const wrote = actor.kind === 'person' && (await wroteMember(tx, row.id, actor.personId));
  if (!wrote && grants.some((grant) => !onClinicSide(grant) && grant.role !== 'administrator'))
    return { row, eye: 'staff' };
  if (!PUBLIC_STATES.includes(row.state)) throw absent();
  return { row, eye: !wrote && grants.some(answers) ? 'clinic' : 'public' };
}

/** Whoever works with systemic cases at all: directs, reads plans, writes them. @throws AppError as `director` */
export function involved({ actor }: { readonly actor: Actor }): Grant[] {
  const works = (grant: Grant): boolean =>
    directs(grant) || answers(grant) || is('moderator')(grant);
  personWith(actor, works);
  return grantsOf(actor).filter(works);
}

/** The clock itself. @throws AppError forbidden, not-found */
export async function onlyTime({ tx, actor, input }: Context<On>): Promise<SystemicRow> {
  if (actor.kind !== 'system') throw new AppError('forbidden');
  const row = await lockSystemic(tx, input.number);
  if (!row) throw absent();
  return row;
}
