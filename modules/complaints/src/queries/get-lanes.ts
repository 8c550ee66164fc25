import { defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { hasLanes, lanesOf } from '../store/lanes.ts';

/** Numbers to call at once, and whether the region takes appeals here: public facts. */
export const getLanes = defineQuery({
  name: 'complaints.get-lanes',
  input: z.strictObject({}),
  policy: () => undefined,
  async handle({ tx }) {
    const lanes = await lanesOf(tx);
    return {
      /** Whether the region has set anything of its own. */
      known: await hasLanes(tx),
      emergency: lanes.emergency,
      appeals: {
        open: lanes.appeals_open,
        url: lanes.appeals_url,
        days: lanes.appeals_terms.answer_days,
      },
    };
  },
});
