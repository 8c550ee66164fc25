import { staffOver } from '@otklik/accounts';
import { onClinicSide, reaches, type CaseRow } from '@otklik/cases';
import { AppError, type Grant, type Reach, type Tx } from '@otklik/kernel';
import { addressOf, findContact } from '@otklik/notices';
import { namesOf } from './store/names.ts';
import type { Side } from './store/tables.ts';

/** So many colleagues are shown at once; further ones are found by the beginning of their names. */
export const SHOWN_MAX = 50;
/** Addresses of so many colleagues without a working name are opened for a search, no more. */
const OPENED_MAX = 100;

export interface Colleague {
  readonly personId: string;
  /** The working name, or the address of who has chosen none. */
  readonly name: string;
}

/** A colleague as a form names them: by id, or by the whole address. */
export type ColleagueRef = string;

interface Inside {
  readonly row: CaseRow;
  readonly side: Side;
}

/** The side on which these grants put somebody in this case; the region's when they would do for both. */
function sideIn(grants: readonly Grant[], row: CaseRow): Side | null {
  const reaching = grants.filter((grant) => reaches(grant, row));
  if (reaching.some((grant) => !onClinicSide(grant))) return 'region';
  return reaching.length > 0 && row.published_at !== null ? 'clinic' : null;
}

const reachesOver = (row: CaseRow): Reach[] => [
  { kind: 'region' },
  ...(row.district_id ? [{ kind: 'district' as const, id: row.district_id }] : []),
  ...(row.okrug_id ? [{ kind: 'district' as const, id: row.okrug_id }] : []),
  ...(row.organisation_id ? [{ kind: 'organisation' as const, id: row.organisation_id }] : []),
  { kind: 'clinic', id: row.clinic_id },
];

/** Ids of those who work with this case on one side; never its author. `only` asks about these alone. */
export async function insiders(
  tx: Tx,
  { row, side }: Inside,
  only?: readonly string[],
): Promise<string[]> {
  const people = await staffOver(tx, reachesOver(row), only);
  return [...people]
    .filter(([personId, grants]) => personId !== row.author_id && sideIn(grants, row) === side)
    .map(([personId]) => personId);
}

/** How these people are called among colleagues, by id; who has neither name nor address is left out. */
export async function labelsOf(
  tx: Tx,
  personIds: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(personIds)];
  const found = new Map(await namesOf(tx, ids));
  for (const id of ids) {
    const address = found.has(id) ? null : await addressOf(tx, id);
    if (address) found.set(id, address.email);
  }
  return found;
}

const startsSo = (name: string, beginning: string): boolean =>
  name
    .toLowerCase()
    .split(/[\s.]+/u)
    .some((_, index, words) => words.slice(index).join(' ').startsWith(beginning));

/**
 * Up to 50 of those who work with this case on one side, by name; of those whose name begins so, where a
 * beginning is given.
 */
export async function colleaguesOn(
  tx: Tx,
  inside: Inside,
  { beginning = '', except }: { readonly beginning?: string; readonly except: string },
): Promise<Colleague[]> {
  const ids = (await insiders(tx, inside)).filter((id) => id !== except);
  const named = await namesOf(tx, ids);
  const wanted = beginning.toLowerCase();
  const found: Colleague[] = [];
  for (const [personId, name] of named) if (startsSo(name, wanted)) found.push({ personId, name });
  const nameless = ids.filter((id) => !named.has(id)).slice(0, OPENED_MAX);
  for (const personId of nameless) {
    if (found.length >= SHOWN_MAX) break;
    const address = await addressOf(tx, personId);
    if (address?.email.startsWith(wanted)) found.push({ personId, name: address.email });
  }
  return found.toSorted((a, b) => a.name.localeCompare(b.name, 'ru')).slice(0, SHOWN_MAX);
}

/** An id that no person has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The id behind a reference; an unknown address is nobody's. */
async function idOf(tx: Tx, ref: ColleagueRef): Promise<string | null> {
  return ref.includes('@') ? findContact(tx, ref) : ref;
}

/** Whether a reference means this person. */
export const isNamed = async (tx: Tx, ref: ColleagueRef, personId: string): Promise<boolean> =>
  (await idOf(tx, ref)) === personId;

/**
 * Ids of the colleagues meant by these references.
 * @throws AppError unknown-reference for one that is nobody's who works with the case on this side
 */
export async function colleaguesNamed(
  tx: Tx,
  inside: Inside,
  refs: readonly ColleagueRef[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const ref of refs) ids.push((await idOf(tx, ref)) ?? NOBODY);
  const known = new Set(await insiders(tx, inside, ids));
  if (ids.some((id) => !known.has(id)))
    throw new AppError('unknown-reference', { what: 'colleague' });
  return ids;
}
