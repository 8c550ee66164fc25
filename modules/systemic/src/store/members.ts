import { sql, type Selectable } from 'kysely';
import { json } from '@otklik/db';
import { regionId } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import { PUBLIC_STATES, type LeftBecause, type MemberKind } from '../model.ts';
import type { SystemicMemberTable } from './tables.ts';

export type MemberRow = Selectable<SystemicMemberTable>;

const membersIn = (tx: Tx, systemicId: string) =>
  tx.db
    .selectFrom('systemic_members')
    .where('systemic_members.region_id', '=', regionId(tx))
    .where('systemic_members.systemic_id', '=', systemicId)
    .where('systemic_members.left_at', 'is', null);

/** @throws by `one_systemic_per_case` and `one_systemic_per_source` */
export async function insertMember(
  tx: Tx,
  systemicId: string,
  member: {
    readonly kind: MemberKind;
    readonly caseId?: string;
    readonly ref?: string;
    readonly facts?: Readonly<Record<string, string | number>>;
    readonly on: string;
  },
  by: string,
): Promise<void> {
  await tx.db
    .insertInto('systemic_members')
    .values({
      region_id: regionId(tx),
      id: newId(tx.now.getTime()),
      systemic_id: systemicId,
      kind: member.kind,
      case_id: member.caseId ?? null,
      source_ref: member.ref ?? null,
      facts: json(member.facts ?? {}),
      on_date: member.on,
      joined_at: tx.now,
      joined_by: by,
    })
    .execute();
}

/** Ends one membership, or all of a systemic case. @returns how many ended */
export async function endMembers(
  tx: Tx,
  systemicId: string,
  by: string,
  because: LeftBecause,
  caseId?: string,
): Promise<number> {
  const { numUpdatedRows } = await tx.db
    .updateTable('systemic_members')
    .set({ left_at: tx.now, left_by: by, left_because: because })
    .where('region_id', '=', regionId(tx))
    .where('systemic_id', '=', systemicId)
    .where('left_at', 'is', null)
    .$if(caseId !== undefined, (q) => q.where('case_id', '=', caseId!))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const SHOWN_max = 200;

/** The cases that belong to it now, the newest first, at most 200: public facts of public cases. */
export const memberCases = (tx: Tx, systemicId: string) =>
  membersIn(tx, systemicId)
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'systemic_members.region_id')
        .onRef('cases.id', '=', 'systemic_members.case_id'),
    )
    .where('cases.published_at', 'is not', null)
    .select([
      'cases.id',
      'cases.number',
      'cases.path',
      'cases.state',
      'cases.subject_ru as ru',
      'cases.subject_en as en',
      'cases.published_at as publishedAt',
      'cases.author_id as authorId',
      'cases.demo',
      'systemic_members.joined_at as joinedAt',
    ])
    .orderBy('cases.published_at', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(SHOWN_max)
    .execute();

/** When a case joined; null where it does not belong. */
export const joinedAtOf = async (
  tx: Tx,
  systemicId: string,
  caseId: string,
): Promise<Date | null> =>
  (
    await membersIn(tx, systemicId)
      .where('case_id', '=', caseId)
      .select('joined_at')
      .executeTakeFirst()
  )?.joined_at ?? null;

/** Evidence that is no case, the newest first. */
export const memberEvidence = (tx: Tx, systemicId: string) =>
  membersIn(tx, systemicId)
    .where('kind', '<>', 'case')
    .select(['kind', 'source_ref as ref', 'facts', 'on_date as on'])
    .orderBy('on_date', 'desc')
    .limit(SHOWN_max)
    .execute();

/** Messages and people of them, apart: an author and a supporter of several are one. */
export async function countMembers(
  tx: Tx,
  systemicId: string,
): Promise<{ cases: number; people: number }> {
  const { rows } = await sql<{ cases: number; people: number }>`
    with own as (
      select c.id, c.author_id from systemic_members m
      join cases c on c.region_id = m.region_id and c.id = m.case_id
      where m.region_id = ${regionId(tx)} and m.systemic_id = ${systemicId} and m.left_at is null
    )
    select (select count(*)::int from own) as cases,
      (select count(distinct who)::int from (
        select coalesce('person:' || author_id, 'case:' || id) as who from own
        union all
        select coalesce('person:' || s.person_id, 'case:' || s.receipt_case_id)
        from case_supports s join own on own.id = s.case_id where s.region_id = ${regionId(tx)}
      ) people) as people`.execute(tx.db);
  return rows[0]!;
}

/** The systemic case that a case belongs to now; its number only where everybody may read it. */
export const systemicOf = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('systemic_members as m')
    .innerJoin('systemic_cases as s', (join) =>
      join.onRef('s.region_id', '=', 'm.region_id').onRef('s.id', '=', 'm.systemic_id'),
    )
    .selectAll('s')
    .where('m.region_id', '=', regionId(tx))
    .where('m.case_id', '=', caseId)
    .where('m.left_at', 'is', null)
    .executeTakeFirst();

/** Whether this person wrote one of its messages. */
export const wroteMember = async (tx: Tx, systemicId: string, personId: string): Promise<boolean> =>
  Boolean(
    await membersIn(tx, systemicId)
      .innerJoin('cases', (join) =>
        join
          .onRef('cases.region_id', '=', 'systemic_members.region_id')
          .onRef('cases.id', '=', 'systemic_members.case_id'),
      )
      .where('cases.author_id', '=', personId)
      .select('cases.id')
      .executeTakeFirst(),
  );

/** How many messages of a clinic about these topics were published after one instant and up to another, and of how many people. */
export async function countBetween(
  tx: Tx,
  clinicId: string,
  topics: readonly string[],
  from: Date,
  to: Date,
): Promise<{ cases: number; people: number }> {
  const { rows } = await sql<{ cases: number; people: number }>`
    select count(*)::int as cases,
      count(distinct coalesce('person:' || author_id, 'case:' || id))::int as people
    from cases
    where region_id = ${regionId(tx)} and clinic_id = ${clinicId} and subject_code = any (${topics as string[]})
      and published_at > ${from} and published_at <= ${to}
      and retracted_at is null and state not in ('withdrawn', 'redirected')`.execute(tx.db);
  return rows[0]!;
}

/** The public systemic case of each of these cases, by the case's id. */
export async function systemicNumbersOf(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('systemic_members as m')
    .innerJoin('systemic_cases as s', (join) =>
      join.onRef('s.region_id', '=', 'm.region_id').onRef('s.id', '=', 'm.systemic_id'),
    )
    .select(['m.case_id', 's.number'])
    .where('m.region_id', '=', regionId(tx))
    .where('m.case_id', 'in', caseIds)
    .where('m.left_at', 'is', null)
    .where('s.state', 'in', PUBLIC_STATES)
    .execute();
  return new Map(rows.map((row) => [row.case_id!, row.number]));
}
