import { sql } from 'kysely';
import { newId, type Tx } from '@otklik/kernel';
import { earliestOf, owesAnswer } from '../model/companions.ts';
import { dueOf } from '../model/facts.ts';
import type { Unlinked } from './tables-companions.ts';
import { clocksOf, regionId, type CaseRow } from './cases.ts';

/** The cases that follow a lead, the oldest first. */
export const membersOf = (tx: Tx, leadId: string): Promise<CaseRow[]> =>
  tx.db
    .selectFrom('cases')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('lead_id', '=', leadId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();

/** All linkings and unlinkings that a case took part in, in their order, with the numbers of both. */
export const linksOf = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('case_links as link')
    .innerJoin('cases as lead', (join) =>
      join.onRef('lead.region_id', '=', 'link.region_id').onRef('lead.id', '=', 'link.lead_id'),
    )
    .innerJoin('cases as member', (join) =>
      join
        .onRef('member.region_id', '=', 'link.region_id')
        .onRef('member.id', '=', 'link.member_id'),
    )
    .select([
      'lead.number as lead',
      'member.number as member',
      'link.linked_at as linkedAt',
      'link.unlinked_at as unlinkedAt',
      'link.unlinked_because as because',
    ])
    .where('link.region_id', '=', regionId(tx))
    .where((eb) => eb.or([eb('link.lead_id', '=', caseId), eb('link.member_id', '=', caseId)]))
    .orderBy('link.linked_at')
    .execute();

/** Ties a case to its lead. Both rows are locked by the caller. */
export async function link(
  tx: Tx,
  member: Pick<CaseRow, 'id'>,
  lead: Pick<CaseRow, 'id'>,
  actor: string,
): Promise<void> {
  const region = regionId(tx);
  await tx.db
    .insertInto('case_links')
    .values({
      region_id: region,
      id: newId(tx.now.getTime()),
      lead_id: lead.id,
      member_id: member.id,
      linked_at: tx.now,
      linked_by: actor,
    })
    .execute();
  await setLead(tx, member.id, lead.id);
  await countMembers(tx, lead.id, 1);
  await refreshLead(tx, lead.id);
}

/** Lets a member go; the lead is then overdue by those that stay. Nothing of the member changes. */
export async function unlink(
  tx: Tx,
  member: Pick<CaseRow, 'id' | 'lead_id'>,
  actor: string,
  because: Unlinked,
): Promise<void> {
  if (member.lead_id === null) return;
  await tx.db
    .updateTable('case_links')
    .set({ unlinked_at: tx.now, unlinked_by: actor, unlinked_because: because })
    .where('region_id', '=', regionId(tx))
    .where('member_id', '=', member.id)
    .where('unlinked_at', 'is', null)
    .execute();
  await setLead(tx, member.id, null);
  await countMembers(tx, member.lead_id, -1);
  await refreshLead(tx, member.lead_id);
}

const setLead = (tx: Tx, caseId: string, leadId: string | null) =>
  tx.db
    .updateTable('cases')
    .set({ lead_id: leadId })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', caseId)
    .execute();

const countMembers = (tx: Tx, leadId: string, by: 1 | -1) =>
  tx.db
    .updateTable('cases')
    .set({ members_count: sql`members_count + ${sql.lit(by)}` })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', leadId)
    .execute();

/**
 * Counts a lead's deadline anew: its own clock's, or an earlier one of a member that waits for the same
 * answer. Queues, ladders and boards go by it; the clocks themselves stay what they are.
 */
export async function refreshLead(tx: Tx, leadId: string): Promise<void> {
  const region = regionId(tx);
  const lead = await tx.db
    .selectFrom('cases')
    .select(['id', 'state'])
    .where('region_id', '=', region)
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow();
  const own = dueOf(lead.state, await clocksOf(tx, leadId));
  const waiting = owesAnswer(lead.state)
    ? (await membersOf(tx, leadId)).filter(({ state }) => owesAnswer(state))
    : [];
  const due = earliestOf(
    own,
    waiting.map((member) => ({ at: member.due_at, date: member.due_date })),
  );
  await tx.db
    .updateTable('cases')
    .set({
      due_at: due.at,
      due_date: due.date,
      // A lead that was late by a member alone is not, once that has gone.
      overdue_noted: sql<boolean>`overdue_noted and ${sql.lit(due.at !== null && due.at < tx.now)}`,
    })
    .where('region_id', '=', region)
    .where('id', '=', leadId)
    .execute();
}

/** After a move of either: the lead's deadline follows. */
export async function followMove(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'lead_id' | 'members_count'>,
): Promise<void> {
  if (row.lead_id !== null) await refreshLead(tx, row.lead_id);
  if (row.members_count > 0) await refreshLead(tx, row.id);
}
