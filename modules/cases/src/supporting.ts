import { AppError, type Actor, type Tx } from '@otklik/kernel';
import { isConfirmed } from '@otklik/notices';
import { dayOf } from './model/day.ts';
import { isAuthor, placeTakesIn } from './policy.ts';
import { loadForMove, regionId, type CaseRow, type LoadedCase } from './store/cases.ts';
import { supportOf, type SupportRow } from './store/supports.ts';
import { audienceOf } from './view.ts';

/** Who supports: a person, or the holder of the receipt of a case. */
export type Supporter =
  | { readonly person_id: string; readonly receipt_case_id: null }
  | { readonly person_id: null; readonly receipt_case_id: string };

/** As whom the actor may say «me too»; null for those who cannot. */
export function supporterIn(actor: Actor): Supporter | null {
  if (actor.kind === 'person') return { person_id: actor.personId, receipt_case_id: null };
  if (actor.kind === 'receipt') return { person_id: null, receipt_case_id: actor.caseId };
  return null;
}

/** When a supporter acts, as it is kept: of one without an address the day alone. */
export const momentOf = (tx: Tx, { person_id }: Pick<Supporter, 'person_id'>): Date =>
  person_id === null ? dayOf(tx.now) : tx.now;

/** A receipt speaks once its case was sent: one that waits for an address costs nothing to get. */
async function isSent(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('cases')
    .select(['submitted_at', 'receipt_hash'])
    .where('region_id', '=', regionId(tx))
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row !== undefined && row.submitted_at !== null && row.receipt_hash !== null;
}

/**
 * As whom the actor says «me too»: a confirmed address or a receipt stands behind each.
 * @throws AppError sign-in-required, forbidden with `address-unconfirmed`
 */
export async function supporterOf(tx: Tx, actor: Actor): Promise<Supporter> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const supporter = supporterIn(actor);
  if (!supporter) throw new AppError('forbidden');
  const stands =
    supporter.person_id !== null
      ? await isConfirmed(tx, supporter.person_id)
      : await isSent(tx, supporter.receipt_case_id);
  if (!stands) throw new AppError('forbidden', { reason: 'address-unconfirmed' });
  return supporter;
}

/**
 * The case, locked, and who would support it: neither its author nor anybody who works on it.
 * @throws AppError not-found, sign-in-required, forbidden
 */
export async function maySupport(
  tx: Tx,
  actor: Actor,
  number: string,
): Promise<LoadedCase & { readonly supporter: Supporter }> {
  const supporter = await supporterOf(tx, actor);
  const loaded = await loadForMove(tx, { number });
  audienceOf(actor, loaded.row);
  if (isAuthor(actor, loaded.row)) throw new AppError('forbidden', { reason: 'own-case' });
  // Whatever the session proved: a colleague without the second factor is one all the same.
  if (actor.kind === 'person' && actor.grants.some(({ reach }) => placeTakesIn(reach, loaded.row)))
    throw new AppError('forbidden', { reason: 'works-here' });
  return { ...loaded, supporter };
}

/**
 * The actor's own support of a case.
 * @throws AppError not-found, sign-in-required, forbidden
 */
export async function ownSupport(
  tx: Tx,
  actor: Actor,
  number: string,
): Promise<{ readonly row: CaseRow; readonly support: SupportRow }> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const supporter = supporterIn(actor);
  if (!supporter) throw new AppError('forbidden');
  const { row } = await loadForMove(tx, { number });
  const support = await supportOf(tx, row.id, supporter);
  if (!support) throw new AppError('not-found', { kind: 'support' });
  return { row, support };
}
