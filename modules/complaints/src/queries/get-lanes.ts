import { defineQuery } from '@otklik/kernel';
import { publicBody } from '@otklik/cases';
import { z } from 'zod';
import { lanesOf } from '../store/lanes.ts';

/** Numbers to call at once, and whether the region takes appeals here: public facts. */
export const getLanes = defineQuery({
  name: 'complaints.get-lanes',
  input: z.strictObject({}),
  policy: () => undefined,
  async handle({ tx }) {
    const lanes = await lanesOf(tx);
    return {
      /** Whether the region has set anything of its own. */
      known: lanes.version > 0,
      emergency: lanes.emergency,
      appeals: {
        open: lanes.appeals_open,
        url: lanes.appeals_url,
        /** Whose appeals are filed here; null where no body is named. */
        body: lanes.appeals_body ? await publicBody(tx, lanes.appeals_body) : null,
        days: lanes.appeals_terms.answer_days,
      },
    };
  },
});
