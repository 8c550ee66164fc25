import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { z } from 'zod';
import { rulesOn } from '../model/representation.ts';
import { representationRules } from '../store/representation.ts';

/** Who may file for whom: what holds today, and every version, past and planned. Open to everybody. */
export const listRepresentationRules = defineQuery({
  name: 'complaints.list-representation-rules',
  input: z.strictObject({}),
  policy: () => undefined,
  async handle({ tx }) {
    const versions = await representationRules(tx);
    return { today: rulesOn(versions, await todayOf(tx)), versions };
  },
});
