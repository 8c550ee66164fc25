import { defineQuery } from '@otklik/kernel';
import { oneself } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { codeOf } from '../store/codes.ts';
import { contactsOn } from '../store/contacts.ts';
import { groundOf, kindsOf } from '../store/ground.ts';
import { referralsOf } from '../store/referrals.ts';
import { viewAll } from '../view.ts';

/** Own referrals with their clocks, what can be noted, and whom to ask when a term is not kept. */
export const listOwn = defineQuery({
  name: 'guarantees.list-own',
  input,
  policy: oneself,
  async handle({ tx, subject: personId }) {
    const ground = await groundOf(tx);
    return {
      referrals: await viewAll(tx, ground, await referralsOf(tx, personId)),
      code: await codeOf(tx, personId),
      kinds: kindsOf(ground),
      contacts: await contactsOn(tx, ground.today),
      warnDays: ground.warnDays,
      zone: ground.zone,
      today: ground.today,
    };
  },
});
