import { AppError, defineQuery } from '@otklik/kernel';
import { todayOf } from '../region-time.ts';
import { regionIdOf } from '../records/places.ts';
import { dueInput } from '../records/schema.ts';
import '../store/tables.ts';

/** Planned changes whose day has come, the earliest first. */
export const listPlanned = defineQuery({
  name: 'registry.list-planned',
  input: dueInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx }) {
    return tx.db
      .selectFrom('registry_versions')
      .select(['kind', 'object_id', 'version'])
      .where('region_id', '=', regionIdOf(tx))
      .where('state', '=', 'planned')
      .where('valid_from', '<=', await todayOf(tx))
      .orderBy('valid_from')
      .orderBy('at')
      .orderBy('version')
      .limit(500)
      .execute();
  },
});
