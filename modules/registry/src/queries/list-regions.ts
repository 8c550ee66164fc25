import { defineQuery } from '@otklik/kernel';
import { anybody } from '../policy.ts';
import { nothing } from '../schema.ts';
import '../store/tables.ts';

export interface Region {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  /** The zone of its capital; `zones` holds all. */
  readonly zone: string;
  readonly zones: readonly string[];
  readonly enabled: boolean;
  readonly pilotFrom: string | null;
  readonly pilotTo: string | null;
}

/** All regions of the country; `enabled` ones take part in this installation. */
export const listRegions = defineQuery({
  name: 'registry.list-regions',
  input: nothing,
  policy: anybody,
  handle: async ({ tx }): Promise<Region[]> => {
    const rows = await tx.db.selectFrom('regions').selectAll().orderBy('name_ru').execute();
    return rows.map((row) => ({
      code: row.code,
      nameRu: row.name_ru,
      nameEn: row.name_en,
      zone: row.time_zone,
      zones: row.time_zones,
      enabled: row.enabled,
      pilotFrom: row.pilot_from,
      pilotTo: row.pilot_to,
    }));
  },
});
