import { sql } from 'kysely';
import { rolesHeld, type HeldRole } from '@otklik/accounts';
import type { CaseRow } from '@otklik/cases';
import { regionOf, type Tx } from '@otklik/kernel';
import { clinicsByIds, organisationNames } from '@otklik/registry';

/**
 * The verbs that open a closed part and leave a trace of it in the act log: the page of a case, on screen and
 * printed, each photo that is not public, an opened contact, whom the author named, and a report of pressure.
 * Notes among colleagues hold no word of the author's.
 */
const OPENS = {
  'complaints.get-complaint': 'message',
  'cases.find-photo': 'message',
  'complaints.get-appeal': 'appeal',
  'safeguards.read-contact': 'contact',
  'named-staff.get-named': 'named',
  'safeguards.list-pressure': 'pressure',
} as const;
/** A page asks for its photos at once, and again while it is read: all that is one look. */
const ONE_LOOK_MS = 10 * 60_000;
/** Acts of a page. Looks that a page's end divides are listed on both pages. */
const PAGE_ACTS = 500;

/** What can be opened: a case, or an appeal that stands by itself. */
export type Opened = Pick<CaseRow, 'id' | 'number' | 'path'>;

/** One look into the closed part of a case: in which role, of which house, when. Never who. */
export interface Look {
  readonly at: Date;
  readonly number: string;
  readonly path: string;
  /** The closed part of the message, the contact that its author had opened, whom they named, their report. */
  readonly what: (typeof OPENS)[keyof typeof OPENS];
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

const whatOf = (action: string): Look['what'] => OPENS[action as keyof typeof OPENS];

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

export interface LooksPage {
  readonly looks: Look[];
  /** Where the older ones begin; null when these were the last. */
  readonly next: string | null;
}

/**
 * Who opened the closed part of these cases, newest first, from the act log.
 * @param after `next` of the page before
 */
export async function looksInto(
  tx: Tx,
  rows: readonly Opened[],
  after?: string,
): Promise<LooksPage> {
  if (rows.length === 0) return { looks: [], next: null };
  const cases = new Map(rows.map((row) => [row.id, row]));
  const found = await tx.db
    .selectFrom('audit_rows')
    .select(['id', 'at', 'actor', 'role', 'object', 'action'])
    .where('region_id', '=', regionOf(tx.scope) ?? '')
    .where('object', 'in', [...cases.keys()])
    .where('action', 'in', Object.keys(OPENS))
    .where('outcome', '=', 'done')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .$if(after !== undefined, (q) => q.where(olderThan(after ?? '')))
    .limit(PAGE_ACTS + 1)
    .execute();
  const acts = found.slice(0, PAGE_ACTS);
  const last = found.length > PAGE_ACTS ? acts.at(-1) : undefined;
  const personOf = (actor: string): string => actor.slice(actor.indexOf(':') + 1);
  const people = acts.filter(({ actor }) => actor.startsWith('person:'));
  const held = await rolesHeld(tx, [...new Set(people.map(({ actor }) => personOf(actor)))]);
  const ids = (kind: HeldRole['reachKind']) => [
    ...new Set(held.filter((one) => one.reachKind === kind).map((one) => one.reachId)),
  ];
  const clinics = await clinicsByIds(tx, ids('clinic'));
  const organisations = await organisationNames(tx, ids('organisation'));
  const looks = asLooks(acts).map(({ at, actor, role, object, action }) => {
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
  return { looks, next: last ? `${last.at.getTime()}.${last.id}` : null };
}

const olderThan = (after: string) => {
  const [at_ms, id] = after.split('.');
  return sql<boolean>`(at, id) < (${new Date(Number(at_ms))}::timestamptz, ${id}::uuid)`;
};

/** All of them, for whoever takes the own data home. */
export async function allLooksInto(tx: Tx, rows: readonly Opened[]): Promise<Look[]> {
  const all: Look[] = [];
  let page = await looksInto(tx, rows);
  all.push(...page.looks);
  while (page.next !== null) {
    page = await looksInto(tx, rows, page.next);
    all.push(...page.looks);
  }
  return all;
}
