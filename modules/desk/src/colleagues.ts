import { findPerson, staff } from '@otklik/accounts';
import { onClinicSide, reaches, type CaseRow } from '@otklik/cases';
import { AppError, type Grant, type Tx } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import type { Side } from './store/tables.ts';

export interface Colleague {
  readonly personId: string;
  readonly email: string;
}

/** The side on which these grants put somebody in this case; the region's when they would do for both. */
function sideIn(grants: readonly Grant[], row: CaseRow): Side | null {
  const reaching = grants.filter((grant) => reaches(grant, row));
  if (reaching.some((grant) => !onClinicSide(grant))) return 'region';
  return reaching.length > 0 && row.published_at !== null ? 'clinic' : null;
}

/** Everybody who works with this case on one side, by address; never its author. */
export async function colleaguesOn(tx: Tx, row: CaseRow, side: Side): Promise<Colleague[]> {
  const found: Colleague[] = [];
  for (const [personId, grants] of await staff(tx)) {
    if (personId === row.author_id || sideIn(grants, row) !== side) continue;
    if ((await findPerson(tx, personId))?.disabled_at) continue;
    const address = await addressOf(tx, personId);
    if (address) found.push({ personId, email: address.email });
  }
  return found.toSorted((a, b) => a.email.localeCompare(b.email));
}

/**
 * Ids of the colleagues with these addresses.
 * @throws AppError unknown-reference for an address that is nobody's who works with the case on this side
 */
export async function colleaguesNamed(
  tx: Tx,
  { row, side }: { readonly row: CaseRow; readonly side: Side },
  addresses: readonly string[],
): Promise<string[]> {
  if (addresses.length === 0) return [];
  const all = await colleaguesOn(tx, row, side);
  return addresses.map((address) => {
    const colleague = all.find(({ email }) => email.toLowerCase() === address.toLowerCase());
    if (!colleague) throw new AppError('unknown-reference', { what: 'colleague' });
    return colleague.personId;
  });
}

/** Addresses of these people, by id; who has none any more is left out. */
export async function addressesOf(
  tx: Tx,
  personIds: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const personId of new Set(personIds)) {
    const address = await addressOf(tx, personId);
    if (address) found.set(personId, address.email);
  }
  return found;
}
