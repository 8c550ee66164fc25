import { AppError, defineCommand } from '@otklik/kernel';
import { isZone } from '../fhir/offsets.ts';
import { regionAdministrator } from '../policy.ts';
import { putSource as input } from '../schema-intake.ts';
import { forgetValidators } from '../store/source-files.ts';
import { insertSource, lockSource, regionId, setSource } from '../store/sources.ts';

/**
 * Makes a source known or changes how it is kept. After any change a publication is asked for anew and whole, at the
 * next minute. Its key is told, freed for the first that speaks, or left.
 */
export const putSource = defineCommand({
  name: 'access.put-source',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: told }) {
    if (told.zone && !isZone(told.zone))
      throw new AppError('invalid-input', { issues: [{ path: 'zone', code: 'custom' }] });
    const known = await tx.db
      .selectFrom('access_sources')
      .select('id')
      .where('region_id', '=', regionId(tx))
      .where('code', '=', told.code)
      .executeTakeFirst();
    const kept = {
      name: told.name,
      interval_min: told.intervalMinutes,
      distance: told.distance,
    };
    const id = known?.id ?? (await insertSource(tx, { ...kept, code: told.code, doctors: null }));
    await lockSource(tx, told.code);
    await setSource(tx, id, {
      ...kept,
      kind: told.kind,
      url: told.kind === 'smart' ? told.url! : null,
      zone: told.zone || null,
      states: told.states.length > 0 ? [...told.states] : null,
      stopped: told.stopped,
      next_poll_at: null,
      ...(told.keyId === undefined
        ? {}
        : { held_by: told.keyId === '' ? null : `key:${told.keyId}` }),
      place_map: JSON.stringify(told.places),
      service_map: JSON.stringify(told.services),
    });
    await forgetValidators(tx, id);
    return { code: told.code, added: !known };
  },
  audit: ({ input: { code, kind, stopped } }) => ({
    object: `access-source ${code}`,
    after: stopped ? 'stopped' : kind,
  }),
});
