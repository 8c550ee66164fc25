import { AppError, type Context } from '@otklik/kernel';
import { mayModerate, refuseOwn, type Held } from './policy.ts';
import { planIn, type PlanRow } from './store/plans.ts';

/**
 * The plan that waits, for a moderator who wrote none of it.
 * @throws AppError forbidden, not-found, move-impossible
 */
export async function waitingPlan(
  context: Context<{ number: string; version?: number | undefined }>,
): Promise<Held & { readonly plan: PlanRow }> {
  const held = await mayModerate(context);
  const plan = await planIn(context.tx, held.row.id, 'handed-in');
  if (!plan) throw new AppError('move-impossible', { reason: 'no-plan-waits' });
  refuseOwn(held.personId, plan.written_by);
  return { ...held, plan };
}
