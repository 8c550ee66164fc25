import { defineCommand } from '@otklik/kernel';
import { clinicsOf } from '@otklik/registry';
import { LEASE_ms, LOOKS_at_once } from '../client/limits.ts';
import { onlyTime } from '../policy.ts';
import { beginLooks as input } from '../schema-intake.ts';
import { filesOf } from '../store/source-files.ts';
import { regionId } from '../store/sources.ts';
import { specialtyCodes } from '../store/specialties.ts';

/** Takes the sources that are to be asked now, so that nobody else asks them meanwhile. */
export const beginLooks = defineCommand({
  name: 'access.begin-looks',
  input,
  policy: onlyTime,
  async handle({ tx }) {
    const sources = await tx.db
      .selectFrom('access_sources')
      .select(['id', 'code', 'url', 'zone', 'states', 'place_map', 'service_map'])
      .where('region_id', '=', regionId(tx))
      .where('kind', '=', 'smart')
      .where('stopped', '=', false)
      .where('url', 'is not', null)
      .where((eb) => eb.or([eb('next_poll_at', 'is', null), eb('next_poll_at', '<=', tx.now)]))
      .orderBy('next_poll_at', (by) => by.asc().nullsFirst())
      .limit(LOOKS_at_once)
      .forUpdate()
      .skipLocked()
      .execute();
    if (sources.length === 0) return { now: tx.now, sources: [], clinics: [], specialties: [] };
    const ids = sources.map(({ id }) => id);
    await tx.db
      .updateTable('access_sources')
      .set({ tried_at: tx.now, next_poll_at: new Date(tx.now.getTime() + LEASE_ms) })
      .where('region_id', '=', regionId(tx))
      .where('id', 'in', ids)
      .execute();
    const files = await filesOf(tx, ids);
    return {
      now: tx.now,
      sources: sources.map(({ id, url, ...source }) => ({
        ...source,
        url: url!,
        files: files.filter(({ source_id }) => source_id === id),
      })),
      clinics: (await clinicsOf(tx)).map(({ code, zone }) => ({ code, zone })),
      specialties: [...(await specialtyCodes(tx))],
    };
  },
  audit: ({ output }) => ({ object: 'access-sources', after: `asked ${output.sources.length}` }),
});
