import { regionId } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { EXPLANATION_WORKING_DAYS } from '../model.ts';
import { mayEditTerm } from '../policy.ts';
import { nothing } from '../schema.ts';
import { workingDaysOn } from '../term.ts';

/** The terms of an explanation, the newest first, and the one that holds today. */
export const listTerms = defineQuery({
  name: 'named-staff.list-terms',
  input: nothing,
  policy: ({ actor }) => mayEditTerm({ actor }),
  async handle({ tx }) {
    const region = regionId(tx);
    const rows = await tx.db
      .selectFrom('named_terms')
      .selectAll()
      .where('region_id', '=', region)
      .orderBy('valid_from', 'desc')
      .limit(100)
      .execute();
    return {
      today: await workingDaysOn(tx, region, dayIn(await zoneOfRegion(tx), tx.now)),
      house: EXPLANATION_WORKING_DAYS,
      terms: rows.map((row) => ({
        days: row.explanation_working_days,
        validFrom: row.valid_from,
        changedBy: row.changed_by,
        changedAt: row.changed_at,
      })),
    };
  },
});
