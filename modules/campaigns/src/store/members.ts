import { sql } from 'kysely';
import { reachedIn, regionId } from '@otklik/cases';
import type { Grant, Tx } from '@otklik/kernel';
import './tables.ts';

/** Those of these cases that are in no campaign. */
export async function notInCampaigns(tx: Tx, caseIds: readonly string[]): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('campaign_members')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', caseIds)
    .execute();
  const taken = new Set(rows.map(({ case_id }) => case_id));
  return caseIds.filter((id) => !taken.has(id));
}

/** The campaign of each of these cases, by number; dismissed ones are none. */
export async function campaignsOfNumbers(
  tx: Tx,
  numbers: readonly string[],
): Promise<Map<string, { readonly id: string; readonly members: number }>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('cases')
    .innerJoin('campaign_members as member', (join) =>
      join
        .onRef('member.region_id', '=', 'cases.region_id')
        .onRef('member.case_id', '=', 'cases.id'),
    )
    .innerJoin('campaigns', (join) =>
      join
        .onRef('campaigns.region_id', '=', 'member.region_id')
        .onRef('campaigns.id', '=', 'member.campaign_id'),
    )
    .select(['cases.number', 'campaigns.id', 'campaigns.members_count as members'])
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.number', 'in', numbers)
    .where('campaigns.state', '<>', 'dismissed')
    .execute();
  return new Map(rows.map(({ number, id, members }) => [number, { id, members }]));
}

/** Ids of the cases of a campaign. */
export async function casesOfCampaign(tx: Tx, campaignId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('campaign_members')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('campaign_id', '=', campaignId)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

const joined = (tx: Tx, campaignId: string, grants: readonly Grant[]) =>
  tx.db
    .selectFrom('campaign_members as member')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'member.region_id')
        .onRef('cases.id', '=', 'member.case_id'),
    )
    .where('member.region_id', '=', regionId(tx))
    .where('member.campaign_id', '=', campaignId)
    .where(reachedIn('cases', grants));

/** How many members a campaign has, and how many of them these grants reach. */
export async function membersReached(
  tx: Tx,
  campaignId: string,
  grants: readonly Grant[],
): Promise<{ readonly all: number; readonly reached: number }> {
  const { reached } = await joined(tx, campaignId, grants)
    .select(sql<number>`count(*)::int`.as('reached'))
    .executeTakeFirstOrThrow();
  const { all } = await tx.db
    .selectFrom('campaign_members')
    .select(sql<number>`count(*)::int`.as('all'))
    .where('region_id', '=', regionId(tx))
    .where('campaign_id', '=', campaignId)
    .executeTakeFirstOrThrow();
  return { all, reached };
}

/** One page of the members that these grants reach: those that sound like danger first, then the oldest. */
export const membersPage = (
  tx: Tx,
  campaignId: string,
  grants: readonly Grant[],
  { page, size }: { readonly page: number; readonly size: number },
) =>
  joined(tx, campaignId, grants)
    .leftJoin('case_flags as flag', (join) =>
      join
        .onRef('flag.region_id', '=', 'cases.region_id')
        .onRef('flag.case_id', '=', 'cases.id')
        .on('flag.place', '=', 'story'),
    )
    .select([
      'cases.id',
      'cases.number',
      'cases.state',
      'cases.clinic_id',
      'cases.data_key_id',
      'cases.erased_at',
      'member.likeness',
      'flag.kinds',
    ])
    .orderBy(sql`cases.state = 'danger' or coalesce('danger' = any (flag.kinds), false)`, 'desc')
    .orderBy('member.joined_at')
    .orderBy('cases.number')
    .limit(size)
    .offset((page - 1) * size)
    .execute();

export interface MemberCounts {
  readonly all: number;
  readonly byReceipt: number;
  readonly byKey: number;
  readonly signedIn: number;
  readonly byEmail: number;
  /** Still before a moderator. */
  readonly waiting: number;
  readonly published: number;
}

/** By which ways the members that these grants reach came, and where they stand. */
export async function memberCounts(
  tx: Tx,
  campaignId: string,
  grants: readonly Grant[],
): Promise<MemberCounts> {
  const row = await joined(tx, campaignId, grants)
    .innerJoin('case_entries as opening', (join) =>
      join
        .onRef('opening.region_id', '=', 'cases.region_id')
        .onRef('opening.case_id', '=', 'cases.id')
        .on('opening.seq', '=', 1),
    )
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`(count(*) filter (where cases.by_receipt))::int`.as('byReceipt'),
      sql<number>`(count(*) filter (where opening.actor like 'key:%'))::int`.as('byKey'),
      sql<number>`(count(*) filter (where opening.actor like 'person:%'))::int`.as('signedIn'),
      sql<number>`(count(*) filter (where opening.actor = 'visitor' and not cases.by_receipt))::int`.as(
        'byEmail',
      ),
      sql<number>`(count(*) filter (where cases.state = 'submitted'))::int`.as('waiting'),
      sql<number>`(count(*) filter (where cases.published_at is not null))::int`.as('published'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}

/** Members by the hour they were sent in; of those whose moment is not kept the hour is null. */
export async function membersByHour(
  tx: Tx,
  campaignId: string,
  grants: readonly Grant[],
): Promise<{ readonly hour: Date | null; readonly n: number }[]> {
  return joined(tx, campaignId, grants)
    .select([
      sql<Date | null>`case when not cases.by_receipt then date_trunc('hour', cases.opened_at) end`.as(
        'hour',
      ),
      sql<number>`count(*)::int`.as('n'),
    ])
    .groupBy('hour')
    .orderBy('hour')
    .execute();
}

/** Published messages about the clinics of a campaign, of the days it came in: with its members and without. */
export async function withAndWithout(
  tx: Tx,
  campaignId: string,
  { found_at, last_at }: { readonly found_at: Date; readonly last_at: Date },
): Promise<{ readonly with: number; readonly without: number }> {
  const { rows } = await sql<{ with: number; without: number }>`
    select count(*)::int as "with", (count(*) filter (where member.case_id is null))::int as "without"
    from cases
    left join campaign_members member on member.region_id = cases.region_id and member.case_id = cases.id
      and member.campaign_id = ${campaignId}
    where cases.region_id = ${regionId(tx)} and cases.published_at is not null
      and cases.opened_at >= ${found_at}::timestamptz - interval '1 day' and cases.opened_at <= ${last_at}
      and cases.clinic_id in (
        select own.clinic_id from campaign_members m
        join cases own on own.region_id = m.region_id and own.id = m.case_id
        where m.region_id = ${regionId(tx)} and m.campaign_id = ${campaignId})`.execute(tx.db);
  return rows[0]!;
}
