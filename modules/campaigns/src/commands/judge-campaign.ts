import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { mayJudge, refuseBeyondReach } from '../policy.ts';
import { judgeCampaign as input } from '../schema.ts';
import { campaignById, decide } from '../store/campaigns.ts';

/**
 * Somebody looked at a campaign and says what it is, in words that stay sealed. No message of it moves: each is
 * decided about by itself. Whoever says it reaches every member, or the whole region.
 */
export const judgeCampaign = defineCommand({
  name: 'campaigns.judge-campaign',
  input,
  async policy({ tx, actor, input: { campaignId } }: Context<z.output<typeof input>>) {
    const { personId, grants } = mayJudge({ actor });
    const campaign = await campaignById(tx, campaignId, true);
    await refuseBeyondReach(tx, campaignId, grants, true);
    return { personId, campaign };
  },
  async handle({ tx, subject: { personId, campaign }, input: { finding, words } }) {
    const place = { table: 'campaigns', column: 'finding_sealed', row: campaign.id };
    const finding_sealed = await tx.vault.seal(campaign.data_key_id, place, words);
    if (!(await decide(tx, campaign.id, { state: finding, finding_sealed, decided_by: personId })))
      throw new AppError('already-done');
    return { campaignId: campaign.id, state: finding };
  },
  audit: ({ output }) => ({ object: output.campaignId, after: output.state }),
});
