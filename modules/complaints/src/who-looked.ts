import { rolesHeld, type HeldRole } from '@otklik/accounts';
import type { CaseRow } from '@otklik/cases';
import { regionOf, type Tx } from '@otklik/kernel';
import { clinicsByIds, organisationNames } from '@otklik/registry';

/**
 * The verbs that open a closed part and leave a trace of it in the act log: the page of a case, on screen and
 * printed, each photo that is not public, and an opened contact. Notes among colleagues hold no word of the
 * author's.
 */
const CONTACT = 'safeguards.read-contact';
const LOOKS = ['complaints.get-complaint', 'cases.find-photo', CONTACT];
/** A page asks for its photos at once, and again while it is read: all that is one look. */
const ONE_LOOK_MS = 10 * 60_000;
const LISTED_MAX = 500;

/** One look into the closed part of a case: in which role, of which house, when. Never who. */
export interface Look {
  readonly at: Date;
  readonly number: string;
  readonly path: string;
  /** What was opened: the closed part of the message, or the contact that its author had opened. */
  readonly what: 'message' | 'contact';
  readonly roles: readonly string[];
  /** The clinic or organisation for which the role was held; null for the region's own staff. */
  readonly place: { readonly ru: string; readonly en: string | null } | null;
}

const heldAt = (held: readonly HeldRole[], personId: string, at: Date): HeldRole[] =>
  held.filter(
    (one) => one.personId === personId && one.from <= at && (one.to === null || one.to > at),
  );

interface Act {
  readonly at: Date;
  readonly actor: string;
  readonly object: string;
  readonly action: string;
}

/** What was opened: the closed part of the message, or the contact. */
const whatOf = (action: string): Look['what'] => (action === CONTACT ? 'contact' : 'message');

/** Acts of one person on one case that follow each other closely, as one; newest first, like the acts. */
function asLooks<T extends Act>(acts: readonly T[]): T[] {
  const since = new Map<string, number>();
  const first = acts.toReversed().filter(({ at, actor, object, action }) => {
    const look = `${actor} ${object} ${whatOf(action)}`;
    const isNew = at.getTime() - (since.get(look) ?? -Infinity) >= ONE_LOOK_MS;
    if (isNew) since.set(look, at.getTime());
    return isNew;
  });
  return first.toReversed();
}

/** Who opened the closed part of these cases, newest first, from the act log. */
export async function looksInto(tx: Tx, rows: readonly CaseRow[]): Promise<Look[]> {
  if (rows.length === 0) return [];
  const cases = new Map(rows.map((row) => [row.id, row]));
  const acts = await tx.db
    .selectFrom('audit_rows')
    .select(['at', 'actor', 'role', 'object', 'action'])
    .where('region_id', '=', regionOf(tx.scope) ?? '')
    .where('object', 'in', [...cases.keys()])
    .where('action', 'in', LOOKS)
    .where('outcome', '=', 'done')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(LISTED_MAX)
    .execute();
  const personOf = (actor: string): string => actor.slice(actor.indexOf(':') + 1);
  const people = acts.filter(({ actor }) => actor.startsWith('person:'));
  const held = await rolesHeld(tx, [...new Set(people.map(({ actor }) => personOf(actor)))]);
  const ids = (kind: HeldRole['reachKind']) => [
    ...new Set(held.filter((one) => one.reachKind === kind).map((one) => one.reachId)),
  ];
  const clinics = await clinicsByIds(tx, ids('clinic'));
  const organisations = await organisationNames(tx, ids('organisation'));
  return asLooks(acts).map(({ at, actor, role, object, action }) => {
    const row = cases.get(object)!;
    const houses = heldAt(held, personOf(actor), at);
    const clinic = houses.find((one) => one.reachKind === 'clinic');
    const organisation = houses.find((one) => one.reachKind === 'organisation');
    const found = clinic && clinics.get(clinic.reachId);
    const name = organisation && organisations.get(organisation.reachId);
    return {
      at,
      number: row.number,
      path: row.path,
      what: whatOf(action),
      roles: role.split(',').filter((one) => one !== ''),
      place: found ? { ru: found.nameRu, en: found.nameEn } : name ? { ru: name, en: null } : null,
    };
  });
}
