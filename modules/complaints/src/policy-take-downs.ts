import { mayAs, reaches, staffGrants, type Movable } from '@otklik/cases';
import { AppError, grantsOf, type Actor, type Context, type Grant } from '@otklik/kernel';

/** No house decides what of itself is taken down: only controllers above it do. */
const isAbove = ({ role, reach }: Grant): boolean =>
  role === 'controller' && (reach.kind === 'region' || reach.kind === 'district');

/** @throws AppError not-found, sign-in-required, second-factor-required, forbidden */
export async function mayTakeDown(context: Context<{ readonly number: string }>): Promise<Movable> {
  const movable = await mayAs('controller')(context);
  if (!grantsOf(context.actor).some((grant) => isAbove(grant) && reaches(grant, movable.row)))
    throw new AppError('forbidden');
  return movable;
}

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function mayListStanding({ actor }: { readonly actor: Actor }): void {
  if (!staffGrants(actor).some(isAbove)) throw new AppError('forbidden');
}
