import { storyAsSent } from '@otklik/complaints';
import { defineQuery, type Context, type Tx } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import type { z } from 'zod';
import { wordDiff } from '../model/word-diff.ts';
import { mayLook, refuseBeyondReach } from '../policy.ts';
import { getCampaign as input } from '../schema.ts';
import { campaignById } from '../store/campaigns.ts';
import { memberCounts, membersByHour, membersPage, withAndWithout } from '../store/members.ts';

const PAGE = 20;

/** The words of a member as they were sent; null once they are erased. */
const wordsOf = async (
  tx: Tx,
  { id, data_key_id, erased_at }: Awaited<ReturnType<typeof membersPage>>[number],
): Promise<string | null> =>
  erased_at === null ? (await storyAsSent(tx, { id, data_key_id })).text : null;

/**
 * A campaign as one: what its members have in common, how each differs from that, when and by which ways they
 * came, and what the published figures are with it and without. Members beyond the reader's reach are not there.
 */
export const getCampaign = defineQuery({
  name: 'campaigns.get-campaign',
  input,
  async policy({ tx, actor, input: { campaignId, page } }: Context<z.output<typeof input>>) {
    const { grants } = mayLook({ actor });
    const campaign = await campaignById(tx, campaignId);
    await refuseBeyondReach(tx, campaignId, grants);
    return {
      grants,
      campaign,
      first: (await membersPage(tx, campaignId, grants, { page: 1, size: 1 }))[0],
      members: await membersPage(tx, campaignId, grants, { page, size: PAGE }),
    };
  },
  async handle({ tx, subject: { grants, campaign, first, members }, input: { page } }) {
    const clinics = await clinicsByIds(
      tx,
      members.map(({ clinic_id }) => clinic_id),
    );
    const common = first ? await wordsOf(tx, first) : null;
    const counts = await memberCounts(tx, campaign.id, grants);
    const shown = [];
    for (const member of members) {
      const words = await wordsOf(tx, member);
      shown.push({
        number: member.number,
        state: member.state,
        clinic: clinics.get(member.clinic_id) ?? null,
        likeness: member.likeness,
        flags: member.kinds ?? [],
        /** Null once its words are erased. */
        diff: words !== null && common !== null ? wordDiff(common, words) : null,
      });
    }
    const finding =
      campaign.finding_sealed &&
      (await tx.vault.open(
        campaign.data_key_id,
        { table: 'campaigns', column: 'finding_sealed', row: campaign.id },
        campaign.finding_sealed,
      ));
    return {
      campaignId: campaign.id,
      kind: campaign.kind,
      state: campaign.state,
      foundAt: campaign.found_at,
      lastAt: campaign.last_at,
      finding: finding ?? null,
      common,
      counts,
      hours: await membersByHour(tx, campaign.id, grants),
      figures: await withAndWithout(tx, campaign.id, campaign),
      members: shown,
      page,
      pages: Math.max(1, Math.ceil(counts.all / PAGE)),
    };
  },
  // Each look at words leaves a trace at whose they are.
  audit: ({ subject: { members } }) => members.map(({ id }) => ({ object: id })),
});
