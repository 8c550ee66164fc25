import { isAuthor, readCase, type CaseRow } from '@otklik/cases';
import { AppError, type Context } from '@otklik/kernel';

/**
 * The author of a complaint, by account or by receipt: what proves its filing is nobody else's.
 * @throws AppError sign-in-required, not-found, forbidden
 */
export async function itsAuthor({
  tx,
  actor,
  input: { number },
}: Context<{ readonly number: string }>): Promise<CaseRow> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const row = await readCase(tx, { number });
  if (!isAuthor(actor, row)) {
    if (row.published_at === null) throw new AppError('not-found', { kind: 'case' });
    throw new AppError('forbidden');
  }
  return row;
}
