import { defineQuery } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { mayLook } from '../policy.ts';
import { allRules, rulesToday } from '../rules.ts';
import { nothing as input } from '../schema.ts';
import { newestCampaigns } from '../store/campaigns.ts';

/** Campaigns and floods with a member within reach, open ones first, then the newest; and from how many on something is one. */
export const listCampaigns = defineQuery({
  name: 'campaigns.list-campaigns',
  input,
  policy: mayLook,
  async handle({ tx, subject: { grants } }) {
    const found = await newestCampaigns(tx, grants);
    const clinics = await clinicsByIds(
      tx,
      found.flatMap(({ clinic_id }) => clinic_id ?? []),
    );
    return {
      campaigns: found.map((one) => ({
        campaignId: one.id,
        kind: one.kind,
        clinic: (one.clinic_id && clinics.get(one.clinic_id)) || null,
        topic: one.topic,
        foundAt: one.found_at,
        lastAt: one.last_at,
        /** Those within reach. */
        members: one.reached,
        state: one.state,
      })),
      rules: await rulesToday(tx),
      history: await allRules(tx),
    };
  },
});
