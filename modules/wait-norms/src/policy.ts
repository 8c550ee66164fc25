import { AppError, grantsOf, requireRole, type Actor, type Context } from '@otklik/kernel';
import { clinicByCode, type ClinicFacts } from '@otklik/registry';

/** The name under which norms are judged. */
export const JUDGE = 'wait-norms.judge';
const MANAGERS = ['head', 'coordinator', 'controller', 'administrator'] as const;

/** The job alone. @throws AppError forbidden */
export function onlyJudge({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system' || actor.name !== JUDGE) throw new AppError('forbidden');
}

/** Places that a manager answers for; `region`: all. */
export interface Reached {
  readonly region: boolean;
  readonly clinics: readonly string[];
  readonly organisations: readonly string[];
  readonly districts: readonly string[];
}

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function managed({ actor }: { readonly actor: Actor }): Reached {
  requireRole(actor, MANAGERS);
  const own = grantsOf(actor).filter(({ role }) => (MANAGERS as readonly string[]).includes(role));
  const of = (kind: string): string[] =>
    own.flatMap(({ reach }) => (reach.kind === kind && 'id' in reach ? [reach.id] : []));
  return {
    region: own.some(({ reach }) => reach.kind === 'region'),
    clinics: of('clinic'),
    organisations: of('organisation'),
    districts: of('district'),
  };
}

/** A clinic that the manager answers for. @throws AppError as `managed`; not-found */
export async function managedClinic({
  tx,
  actor,
  input,
}: Context<{ readonly clinic: string }>): Promise<ClinicFacts> {
  const reach = managed({ actor });
  const clinic = await clinicByCode(tx, input.clinic);
  const isReached =
    reach.region ||
    reach.clinics.includes(clinic.id) ||
    reach.organisations.includes(clinic.organisationId ?? '') ||
    reach.districts.includes(clinic.districtId ?? '') ||
    reach.districts.includes(clinic.okrugId ?? '');
  if (!isReached) throw new AppError('not-found', { object: 'clinic' });
  return clinic;
}
