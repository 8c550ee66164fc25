import { AppError, isAppError, type Actor, type Context, type Tx } from '@otklik/kernel';
import { audienceOf, readCase, staffGrants, type CaseRow } from '@otklik/cases';
import type { Side } from './store/tables.ts';

export interface Insider {
  readonly row: CaseRow;
  readonly side: Side;
  readonly personId: string;
}

/**
 * On which side of the table somebody stands who works with this case. Its author never stands inside,
 * whatever roles they hold, and neither does who may only read what is public.
 *
 * @throws AppError sign-in-required, second-factor-required, forbidden, not-found
 */
export function insideOf(actor: Actor, row: CaseRow): Insider {
  staffGrants(actor);
  if (actor.kind !== 'person') throw new AppError('forbidden');
  const audience = audienceOf(actor, row);
  if (audience !== 'staff' && audience !== 'clinic') throw new AppError('forbidden');
  return { row, side: audience === 'staff' ? 'region' : 'clinic', personId: actor.personId };
}

/** On which side the actor works with this case; null where they do not. */
export function sideOf(actor: Actor, row: CaseRow): Side | null {
  try {
    return insideOf(actor, row).side;
  } catch (thrown) {
    if (isAppError(thrown)) return null;
    throw thrown;
  }
}

/** Policy of every verb about one case. @throws AppError as `insideOf` */
export async function insider({
  tx,
  actor,
  input,
}: Context<{ readonly number: string }>): Promise<Insider> {
  // Before anything is read: the answer may not tell which numbers exist.
  staffGrants(actor);
  return insideOf(actor, await readCase(tx, { number: input.number }));
}

/** A person who works here. @throws AppError sign-in-required, second-factor-required, forbidden */
export function worker({ actor }: { readonly actor: Actor; readonly tx: Tx }): string {
  staffGrants(actor);
  if (actor.kind !== 'person') throw new AppError('forbidden');
  return actor.personId;
}
