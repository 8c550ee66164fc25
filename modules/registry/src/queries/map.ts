import { defineQuery } from '@otklik/kernel';
import { anybody } from '../policy.ts';
import { nothing } from '../schema.ts';
import { shapesOf, type Shape } from '../store/places.ts';

export interface MapPoint {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly districtId: string | null;
  readonly audience: 'adult' | 'child' | 'both';
  readonly lat: number;
  readonly lng: number;
}

export interface RegionMap {
  readonly shapes: readonly Shape[];
  readonly points: readonly MapPoint[];
}

/** All that a map of the region draws: light district shapes and the clinics that have a point. */
export const map = defineQuery({
  name: 'registry.map',
  input: nothing,
  policy: anybody,
  handle: async ({ tx }): Promise<RegionMap> => {
    const rows = await tx.db
      .selectFrom('clinics')
      .select(['code', 'name_ru', 'name_en', 'district_id', 'audience', 'lat', 'lng'])
      .where('lat', 'is not', null)
      .where('lng', 'is not', null)
      .orderBy('order_key')
      .execute();
    const points = rows.map((row) => ({
      code: row.code,
      nameRu: row.name_ru,
      nameEn: row.name_en,
      districtId: row.district_id,
      audience: row.audience,
      lat: row.lat ?? 0,
      lng: row.lng ?? 0,
    }));
    return { shapes: await shapesOf(tx), points };
  },
});
