import type { Selectable } from 'kysely';
import { regionId, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { LinkState, LinkTable } from './tables.ts';

export type LinkRow = Selectable<LinkTable>;

/** The first person's reasons keep the place they were sealed at when a message named one alone. */
const reasonPlace = (caseId: string, person: number, version: number) => ({
  table: 'named_links',
  column: 'reason_sealed',
  row: person === 1 ? `${caseId}/${version}` : `${caseId}/${person}/${version}`,
});

const linksIn = (tx: Tx) => tx.db.selectFrom('named_links').where('region_id', '=', regionId(tx));

/** Every decision about a case: person after person, of each the newest first. */
export const linksOf = (tx: Tx, caseId: string): Promise<LinkRow[]> =>
  linksIn(tx)
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('person')
    .orderBy('version', 'desc')
    .execute();

/** What holds of each person whom a case names. */
export const currentLinks = (tx: Tx, caseId: string): Promise<LinkRow[]> =>
  linksIn(tx)
    .selectAll()
    .where('case_id', '=', caseId)
    .where('is_current', '=', true)
    .orderBy('person')
    .execute();

/** Settled links of posts that nobody has told yet, oldest first. */
export const untoldOfPost = (tx: Tx, postId: string): Promise<LinkRow[]> =>
  linksIn(tx)
    .selectAll()
    .where('post_id', '=', postId)
    .where('is_current', '=', true)
    .where('state', '=', 'settled')
    .where('told_at', 'is', null)
    .orderBy('decided_at')
    .limit(200)
    .execute();

/** The cases of some clinics whose named person waits to be told by the head, oldest first; at most 200. */
export const untoldIn = (tx: Tx, clinicIds: readonly string[]) =>
  tx.db
    .selectFrom('named_links as l')
    .innerJoin('cases as c', (join) =>
      join.onRef('c.region_id', '=', 'l.region_id').onRef('c.id', '=', 'l.case_id'),
    )
    .select(['l.case_id', 'l.post_id', 'l.decided_at'])
    .where('l.region_id', '=', regionId(tx))
    .where('l.clinic_id', 'in', clinicIds)
    .where('l.is_current', '=', true)
    .where('l.state', '=', 'settled')
    .where('l.told_at', 'is', null)
    .whereRef('c.clinic_id', '=', 'l.clinic_id')
    .where('c.published_at', 'is not', null)
    .orderBy('l.decided_at')
    .limit(200)
    .execute();

/** The reason of a decision; null once the case's words are erased. */
export const reasonOf = (tx: Tx, row: CaseRow, link: LinkRow): Promise<string | null> =>
  tx.vault.open(
    row.data_key_id,
    reasonPlace(row.id, link.person, link.version),
    link.reason_sealed,
  );

export interface Decision {
  readonly state: LinkState;
  readonly post: { readonly id: string; readonly clinicId: string } | null;
  readonly reason: string;
  readonly decidedBy: string;
}

/**
 * Writes the next version about one of the people named; of two moderators who decide at once only one writes it.
 * @returns its number
 */
export async function insertLink(
  tx: Tx,
  row: CaseRow,
  person: number,
  before: LinkRow | undefined,
  { state, post, reason, decidedBy }: Decision,
): Promise<number> {
  const version = (before?.version ?? 0) + 1;
  await tx.db
    .updateTable('named_links')
    .set({ is_current: false })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .where('person', '=', person)
    .where('is_current', '=', true)
    .execute();
  await tx.db
    .insertInto('named_links')
    .values({
      region_id: regionId(tx),
      case_id: row.id,
      person,
      version,
      state,
      post_id: post?.id ?? null,
      clinic_id: post?.clinicId ?? null,
      reason_sealed: await tx.vault.seal(
        row.data_key_id,
        reasonPlace(row.id, person, version),
        reason,
      ),
      decided_by: decidedBy,
      decided_at: tx.now,
      is_current: true,
      told_at: null,
      told_how: null,
      explain_by: null,
    })
    .execute();
  return version;
}

/** @returns false when somebody was told before, or the link was changed meanwhile */
export async function markTold(
  tx: Tx,
  link: LinkRow,
  how: 'letter' | 'in-person',
  explainBy: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('named_links')
    .set({ told_at: tx.now, told_how: how, explain_by: explainBy })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', link.case_id)
    .where('person', '=', link.person)
    .where('version', '=', link.version)
    .where('is_current', '=', true)
    .where('told_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Nothing stays of who was named and of what they said. */
export async function forgetNamed(tx: Tx, caseId: string): Promise<void> {
  for (const table of ['named_explanations', 'named_links', 'named_proposals'] as const)
    await tx.db
      .deleteFrom(table)
      .where('region_id', '=', regionId(tx))
      .where('case_id', '=', caseId)
      .execute();
}
