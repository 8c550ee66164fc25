import { sql, type Selectable } from 'kysely';
import { reachedIn, regionId } from '@otklik/cases';
import { AppError, newId, type Grant, type Tx } from '@otklik/kernel';
import type { Gathered } from '../model/gather.ts';
import type { CampaignTable } from './tables.ts';

export type CampaignRow = Selectable<CampaignTable>;

const LISTED_MAX = 100;

const campaigns = (tx: Tx) =>
  tx.db
    .selectFrom('campaigns')
    .selectAll('campaigns')
    .where('campaigns.region_id', '=', regionId(tx));

/** @throws AppError not-found */
export async function campaignById(tx: Tx, id: string, lock = false): Promise<CampaignRow> {
  const row = await campaigns(tx)
    .where('id', '=', id)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'campaign' });
  return row;
}

/** The newest campaigns of which these grants reach a member, and how many; open ones first, at most 100. */
export const newestCampaigns = (
  tx: Tx,
  grants: readonly Grant[],
): Promise<(CampaignRow & { readonly reached: number })[]> =>
  campaigns(tx)
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('campaign_members as member')
          .innerJoin('cases', (join) =>
            join
              .onRef('cases.region_id', '=', 'member.region_id')
              .onRef('cases.id', '=', 'member.case_id'),
          )
          .whereRef('member.region_id', '=', 'campaigns.region_id')
          .whereRef('member.campaign_id', '=', 'campaigns.id')
          .where(reachedIn('cases', grants))
          .select(sql<number>`count(*)::int`.as('reached'))
          .as('own'),
      (join) => join.onTrue(),
    )
    .select('own.reached')
    .where('own.reached', '>', 0)
    .orderBy((eb) => eb('state', '=', 'open'), 'desc')
    .orderBy('last_at', 'desc')
    .orderBy('id')
    .limit(LISTED_MAX)
    .execute();

export async function insertCampaign(
  tx: Tx,
  about: Pick<CampaignRow, 'kind'> & Partial<Pick<CampaignRow, 'clinic_id' | 'topic'>>,
): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('campaigns')
    .values({
      region_id: regionId(tx),
      id,
      clinic_id: null,
      topic: null,
      ...about,
      found_at: tx.now,
      last_at: tx.now,
      members_count: 0,
      state: 'open',
      data_key_id: await tx.vault.newKey(),
      finding_sealed: null,
      decided_by: null,
      decided_at: null,
    })
    .execute();
  return id;
}

/** Campaigns of copies that hold some of these cases, the oldest first; locked, so that two never grow at once. */
export const copiesWith = (tx: Tx, caseIds: readonly string[]): Promise<CampaignRow[]> =>
  campaigns(tx)
    .where('kind', '=', 'copies')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('campaign_members')
        .select('campaign_id')
        .where('region_id', '=', regionId(tx))
        .where('case_id', 'in', caseIds),
    )
    .orderBy('found_at')
    .orderBy('id')
    .forUpdate()
    .execute();

/** Puts cases into a campaign; one that is in another of its kind or in a flood comes over. */
export async function addMembers(
  tx: Tx,
  campaignId: string,
  members: readonly { readonly id: string; readonly likeness: number | null }[],
): Promise<void> {
  if (members.length === 0) return;
  const region_id = regionId(tx);
  await tx.db
    .deleteFrom('campaign_members')
    .where('region_id', '=', region_id)
    .where('campaign_id', '<>', campaignId)
    .where(
      'case_id',
      'in',
      members.map(({ id }) => id),
    )
    .execute();
  await tx.db
    .insertInto('campaign_members')
    .values(
      members.map(({ id, likeness }) => ({
        region_id,
        campaign_id: campaignId,
        case_id: id,
        likeness,
        joined_at: tx.now,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['region_id', 'campaign_id', 'case_id'])
        .doUpdateSet((eb) => ({ likeness: eb.ref('excluded.likeness') })),
    )
    .execute();
  await tx.db
    .updateTable('campaigns')
    .set({ last_at: tx.now })
    .where('region_id', '=', region_id)
    .where('id', '=', campaignId)
    .execute();
}

/** Those of these cases that are in campaigns of copies, or in this one. */
export async function membersAmong(
  tx: Tx,
  caseIds: readonly string[],
  campaignId?: string,
): Promise<Set<string>> {
  if (caseIds.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('campaign_members as member')
    .innerJoin('campaigns', (join) =>
      join
        .onRef('campaigns.region_id', '=', 'member.region_id')
        .onRef('campaigns.id', '=', 'member.campaign_id')
        .on('campaigns.kind', '=', 'copies'),
    )
    .select('member.case_id')
    .where('member.region_id', '=', regionId(tx))
    .where('member.case_id', 'in', caseIds)
    .$if(campaignId !== undefined, (q) => q.where('member.campaign_id', '=', campaignId!))
    .execute();
  return new Set(rows.map(({ case_id }) => case_id));
}

/** Those gathered are one campaign: the oldest that holds any of them, which takes over the others'. */
export async function joinCopies(tx: Tx, gathered: readonly Gathered[]): Promise<string> {
  const ids = gathered.map(({ id }) => id);
  const [oldest, ...others] = await copiesWith(tx, ids);
  const id = oldest?.id ?? (await insertCampaign(tx, { kind: 'copies' }));
  const from = others.map((other) => other.id);
  const taken =
    from.length === 0
      ? []
      : await tx.db
          .selectFrom('campaign_members')
          .select(['case_id as id', 'likeness'])
          .where('region_id', '=', regionId(tx))
          .where('campaign_id', 'in', from)
          .execute();
  const known = new Set(ids);
  const inside = oldest ? await membersAmong(tx, ids, id) : new Set<string>();
  await addMembers(tx, id, [
    ...gathered.filter((one) => !inside.has(one.id)),
    ...taken.filter((one) => !known.has(one.id)),
  ]);
  return id;
}

/** The flood about one thing that is open: until somebody has looked at it, what comes on top belongs to it. */
export const openFlood = (
  tx: Tx,
  about: { readonly clinicId: string } | { readonly topic: string },
): Promise<CampaignRow | undefined> =>
  campaigns(tx)
    .where('kind', '=', 'flood')
    .where('state', '=', 'open')
    .$if('clinicId' in about, (q) =>
      q.where('clinic_id', '=', 'clinicId' in about ? about.clinicId : ''),
    )
    .$if('topic' in about, (q) => q.where('topic', '=', 'topic' in about ? about.topic : ''))
    .forUpdate()
    .executeTakeFirst();

/** @returns false when a colleague decided before */
export async function decide(
  tx: Tx,
  id: string,
  decided: Pick<CampaignRow, 'state' | 'finding_sealed' | 'decided_by'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('campaigns')
    .set({ ...decided, decided_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
