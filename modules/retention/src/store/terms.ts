import { AppError, type Tx } from '@otklik/kernel';
import { HOUR_ms } from '../model.ts';
import { dayOf, regionIn } from './tables.ts';

/** The terms in force today. */
export const termsNow = (tx: Tx) =>
  tx.db
    .selectFrom('retention_terms')
    .select(['class', 'term_hours', 'ground', 'valid_from', 'valid_to'])
    .where('region_id', '=', regionIn(tx))
    .where('valid_from', '<=', dayOf(tx.now))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', dayOf(tx.now))]))
    .orderBy('class')
    .execute();

/**
 * The instant before which data of this class has had its time.
 *
 * @throws AppError unknown-reference (`no-retention-term`): what has no term is not deleted
 */
export async function cutOff(tx: Tx, name: string): Promise<Date> {
  const term = await tx.db
    .selectFrom('retention_terms')
    .select('term_hours')
    .where('region_id', '=', regionIn(tx))
    .where('class', '=', name)
    .where('valid_from', '<=', dayOf(tx.now))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', dayOf(tx.now))]))
    .executeTakeFirst();
  if (!term) throw new AppError('unknown-reference', { reason: 'no-retention-term', class: name });
  return new Date(tx.now.getTime() - term.term_hours * HOUR_ms);
}

export interface NewTerm {
  readonly class: string;
  readonly valid_from: string;
  readonly valid_to?: string | undefined;
  readonly term_hours: number;
  readonly ground: string;
}

/** Adds terms of classes that have none: what an administrator of the data changed is not undone. */
export async function addMissingTerms(tx: Tx, terms: readonly NewTerm[]): Promise<number> {
  const known = await tx.db
    .selectFrom('retention_terms')
    .select('class')
    .where('region_id', '=', regionIn(tx))
    .execute();
  const names = new Set(known.map((row) => row.class));
  const fresh = terms.filter((term) => !names.has(term.class));
  if (fresh.length === 0) return 0;
  await tx.db
    .insertInto('retention_terms')
    .values(
      fresh.map(({ valid_to, ...term }) => ({
        region_id: regionIn(tx),
        ...term,
        valid_to: valid_to ?? null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return fresh.length;
}
