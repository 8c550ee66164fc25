import { defineQuery } from '@otklik/kernel';
import { oneself } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { groundOf, judge } from '../store/ground.ts';
import { clinicsOfReferrals } from '../store/names.ts';
import { referralsOf } from '../store/referrals.ts';
import { zoneOfReferral } from '../view.ts';

/** For the first page of one's own: how many referrals wait for a visit, and the most urgent of their last days. */
export const sumOwn = defineQuery({
  name: 'guarantees.sum-own',
  input,
  policy: oneself,
  async handle({ tx, subject: personId }) {
    const open = (await referralsOf(tx, personId)).filter(({ facts }) => facts.seenOn === null);
    if (open.length === 0) return { open: 0, first: null };
    const ground = await groundOf(tx);
    const facts = open.map((one) => one.facts);
    const clinics = await clinicsOfReferrals(tx, facts);
    const clocks = facts.flatMap(
      (one) => judge(ground, one, zoneOfReferral(ground, one, clinics), tx.now).clock ?? [],
    );
    const [first] = clocks.sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1));
    return {
      open: open.length,
      first: first
        ? { lastDay: first.lastDay, state: first.state, daysLeft: first.daysLeft }
        : null,
    };
  },
});
