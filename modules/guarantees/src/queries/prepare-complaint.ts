import { defineQuery } from '@otklik/kernel';
import { complaintFacts } from '../model/complaint.ts';
import { ownReferral } from '../policy.ts';
import { referralTarget as input } from '../schema.ts';
import { groundOf } from '../store/ground.ts';
import { viewAll } from '../view.ts';

/** What a complaint about a referral begins with: the form's facts by code; the words are made by the page. */
export const prepareComplaint = defineQuery({
  name: 'guarantees.prepare-complaint',
  input,
  policy: ownReferral,
  async handle({ tx, subject: referral }) {
    const ground = await groundOf(tx);
    const [view] = await viewAll(tx, ground, [referral]);
    return {
      view: view!,
      clinic: view!.clinic?.code ?? null,
      ...complaintFacts(referral.facts, ground.today),
    };
  },
});
