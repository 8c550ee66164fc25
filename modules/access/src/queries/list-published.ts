import { defineQuery } from '@otklik/kernel';
import { nothing as input } from '../schema.ts';
import { regionId } from '../store/sources.ts';
import '../store/tables.ts';

/** Values that were published officially, each by the method of its day. The same for everybody. */
export const listPublished = defineQuery({
  name: 'access.list-published',
  input,
  policy: () => null,
  async handle({ tx }) {
    const rows = await tx.db
      .selectFrom('access_published')
      .select([
        'metric',
        'area',
        'period',
        'value_percent',
        'comparison',
        'origin',
        'source',
        'note',
      ])
      .where('region_id', '=', regionId(tx))
      .orderBy('metric')
      .orderBy('period')
      .orderBy('area')
      .execute();
    return rows.map(({ value_percent, ...row }) => ({ ...row, percent: Number(value_percent) }));
  },
});
