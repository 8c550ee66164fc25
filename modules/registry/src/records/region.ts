import { AppError } from '@otklik/kernel';
import { regionIdOf } from './places.ts';
import { regionValues } from './schemas.ts';
import type { RecordSpec } from './spec.ts';
import type { z } from 'zod';

/** The administrator's own region: its zone and when it takes part. Other regions are not theirs to see. */
export const region: RecordSpec = {
  kind: 'region',
  closes: false,
  creates: false,
  schema: regionValues,
  fields: [
    { name: 'time_zone', type: 'text', required: true, wide: true },
    { name: 'enabled', type: 'yes-no', required: true, wide: true },
    { name: 'pilot_from', type: 'date', required: false, wide: true },
    { name: 'pilot_to', type: 'date', required: false, wide: true },
  ],
  async load(tx, ids) {
    const rows = await tx.db
      .selectFrom('regions')
      .selectAll()
      .where('code', '=', regionIdOf(tx))
      .where('code', 'in', ids.length > 0 ? ids : [''])
      .execute();
    return rows.map((row) => ({
      id: row.code,
      places: [],
      values: {
        time_zone: row.time_zone,
        enabled: row.enabled,
        pilot_from: row.pilot_from,
        pilot_to: row.pilot_to,
      },
    }));
  },
  async write(tx, id, values) {
    if (id === null) throw new AppError('forbidden', { reason: 'by-file-only' });
    const set = values as z.output<typeof regionValues>;
    await tx.db.updateTable('regions').set(set).where('code', '=', id).execute();
    return id;
  },
  async list(tx) {
    const row = await tx.db
      .selectFrom('regions')
      .selectAll()
      .where('code', '=', regionIdOf(tx))
      .executeTakeFirst();
    if (!row) return [];
    return [
      {
        id: row.code,
        code: row.code,
        titleRu: row.name_ru,
        titleEn: row.name_en,
        besideRu: row.time_zone,
        besideEn: row.time_zone,
        validFrom: row.pilot_from,
        validTo: row.pilot_to,
        place: row.code,
      },
    ];
  },
};
