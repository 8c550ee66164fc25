import { AppError, defineQuery } from '@otklik/kernel';
import { anybody } from '../policy.ts';
import { districtInput } from '../schema.ts';
import { placesOf, type Place } from '../store/places.ts';

export interface DistrictPage {
  readonly kind: 'okrug' | 'district';
  readonly place: Place;
  /** The okrug of a district; null for an okrug. */
  readonly okrug: Place | null;
  /** The districts of an okrug, or the others of a district's okrug. */
  readonly districts: readonly Place[];
}

/** An okrug or a district, with its neighbours in the tree. @throws AppError not-found */
export const getDistrict = defineQuery({
  name: 'registry.get-district',
  input: districtInput,
  policy: anybody,
  handle: async ({ tx, input }): Promise<DistrictPage> => {
    const { okrugs, districts } = await placesOf(tx);
    const within = (id: string | null) => districts.filter((district) => district.parentId === id);
    const okrug = okrugs.find((place) => place.id === input.id);
    if (okrug) return { kind: 'okrug', place: okrug, okrug: null, districts: within(okrug.id) };
    const place = districts.find((district) => district.id === input.id);
    if (!place) throw new AppError('not-found');
    return {
      kind: 'district',
      place,
      okrug: okrugs.find((candidate) => candidate.id === place.parentId) ?? null,
      districts: within(place.parentId).filter((district) => district.id !== place.id),
    };
  },
});
