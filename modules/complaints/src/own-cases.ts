import { AppError, type Actor, type Tx } from '@otklik/kernel';
import { casesOfAuthor, readCase, type CaseRow } from '@otklik/cases';
import type { AppealRow } from './store/appeals.ts';
import { loneAppealsOf } from './store/lone-appeals.ts';

const CASES_MAX = 1000;

/**
 * The cases of whoever asks: all of a signed-in person, the one of a receipt.
 * @throws AppError sign-in-required, forbidden
 */
export async function ownCases(tx: Tx, actor: Actor): Promise<CaseRow[]> {
  if (actor.kind === 'person') return casesOfAuthor(tx, actor.personId, CASES_MAX);
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  if (actor.kind !== 'receipt') throw new AppError('forbidden');
  const row = await readCase(tx, { id: actor.caseId });
  // A receipt whose words were erased opens nothing any more.
  return row.receipt_hash === null ? [] : [row];
}

/** The appeals that a signed-in person filed by themselves: nobody else can file one. */
export const ownLone = async (tx: Tx, actor: Actor): Promise<AppealRow[]> =>
  actor.kind === 'person' ? loneAppealsOf(tx, actor.personId) : [];
