import { defineCommand } from '@otklik/kernel';
import { isFlood, usualHour } from '../model/flood.ts';
import { clockOnly } from '../policy.ts';
import { rulesToday } from '../rules.ts';
import { onFlood as input } from '../schema.ts';
import { addMembers, insertCampaign, openFlood } from '../store/campaigns.ts';
import { filedLastHour, hoursBefore } from '../store/floods.ts';
import { notInCampaigns } from '../store/members.ts';

/** Many more filings about one clinic or of one topic than an hour ever has are shown as one, and stay what they are. */
export const noteFlood = defineCommand({
  name: 'campaigns.note-flood',
  input,
  policy: clockOnly,
  async handle({ tx, input: about }) {
    const { floodMin } = await rulesToday(tx);
    const filed = await filedLastHour(tx, about);
    const open = await openFlood(tx, about);
    // Of one that is open what is usual was looked up when it began.
    if (!open && !isFlood(filed.length, usualHour(await hoursBefore(tx, about)), floodMin))
      return { campaignId: null };
    const fresh = await notInCampaigns(tx, filed);
    if (fresh.length === 0) return { campaignId: open?.id ?? null };
    const of = 'clinicId' in about ? { clinic_id: about.clinicId } : { topic: about.topic };
    const id = open?.id ?? (await insertCampaign(tx, { kind: 'flood', ...of }));
    await addMembers(
      tx,
      id,
      fresh.map((caseId) => ({ id: caseId, likeness: null })),
    );
    return { campaignId: id };
  },
  audit: ({ output }) => ({ object: output.campaignId ?? 'filings', after: 'flood' }),
});
