import { defineQuery } from '@otklik/kernel';
import { anybody } from '../policy.ts';
import { nothing } from '../schema.ts';
import { placesOf, type Place } from '../store/places.ts';

export interface OkrugWithDistricts extends Place {
  readonly districts: readonly Place[];
}

/** The tree of okrugs and districts with their counts of clinics. */
export const listDistricts = defineQuery({
  name: 'registry.list-districts',
  input: nothing,
  policy: anybody,
  handle: async ({ tx }): Promise<OkrugWithDistricts[]> => {
    const { okrugs, districts } = await placesOf(tx);
    return okrugs.map((okrug) => ({
      ...okrug,
      districts: districts.filter((district) => district.parentId === okrug.id),
    }));
  },
});
