import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { aClerk, onHotline } from '../policy.ts';
import { nothing } from '../schema.ts';
import { countDue } from '../store/notices.ts';

/** Where a clerk stands, and how many calls and letters wait today; none are shown to a clinic's clerk. */
export const myIntake = defineQuery({
  name: 'assisted.my-intake',
  input: nothing,
  policy: ({ actor }) => aClerk(actor),
  async handle({ tx, subject: { grants } }) {
    const own = grants.filter(onHotline);
    return {
      isHotline: own.length > 0,
      due: own.length > 0 ? await countDue(tx, own, await todayOf(tx)) : 0,
    };
  },
});
