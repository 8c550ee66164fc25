import { AppError, defineQuery } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { sourceOf as input } from '../schema-intake.ts';
import { regionId } from '../store/sources.ts';
import '../store/tables.ts';

/** How a source is kept, for whoever changes it. */
export const getSource = defineQuery({
  name: 'access.get-source',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { code } }) {
    const row = await tx.db
      .selectFrom('access_sources')
      .select(['code', 'name', 'kind', 'url', 'zone', 'states', 'interval_min', 'distance'])
      .select(['place_map', 'service_map', 'stopped', 'held_by', 'demo'])
      .where('region_id', '=', regionId(tx))
      .where('code', '=', code)
      .executeTakeFirst();
    if (!row) throw new AppError('not-found', { object: 'source' });
    const { held_by, ...source } = row;
    return { ...source, keyId: held_by?.startsWith('key:') ? held_by.slice(4) : null };
  },
});
