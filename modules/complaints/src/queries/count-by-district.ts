import { defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { districtCounts } from '../store/counts.ts';

/** Published complaints by the district of their clinic: all, waiting for an answer, solved by the author's word. */
export const countByDistrict = defineQuery({
  name: 'complaints.count-by-district',
  input: z.strictObject({}),
  policy: () => undefined,
  handle: ({ tx }) => districtCounts(tx),
});
