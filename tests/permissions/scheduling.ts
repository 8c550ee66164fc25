import { gzipSync } from 'node:zlib';
import { newId, regionScope } from '@otklik/kernel';
import { REGION, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';

/** The samples of the verbs about what is given out of free places. */

const AT = '2026-06-10T09:00:00Z';
const NAME = 'locations.ndjson';
const FILE = newId();

/** A publication of one empty file: questions about one change nothing, so it must stand before they are asked. */
export async function publicationOfWorld({ app, clock }: TestInstallation): Promise<void> {
  const region_id = REGION;
  await app.store.withScope(
    regionScope(region_id),
    async (tx) => {
      await tx.db
        .insertInto('scheduling_publications')
        .values({ region_id, at: new Date(AT), looked_at: new Date(AT) })
        .execute();
      await tx.db
        .insertInto('scheduling_files')
        .values({
          region_id,
          id: FILE,
          name: NAME,
          type: 'Location',
          digest: 'x',
          lines: 0,
          plain_bytes: 0,
          packed_bytes: 20,
          packed: gzipSync(''),
          changed_at: new Date(AT),
          replaced_at: null,
        })
        .execute();
    },
    { now: clock.now() },
  );
}

export const SCHEDULING: Readonly<Record<string, readonly Sample[]>> = {
  'scheduling.begin-publication': [{ input: () => ({}) }],
  'scheduling.write-files': [{ input: () => ({ at: AT, names: [NAME] }) }],
  'scheduling.end-publication': [{ input: () => ({ at: AT }) }],
  'scheduling.is-due': [{ input: () => ({}) }],
  'scheduling.get-publication': [{ input: () => ({}) }],
  'scheduling.open-file': [{ input: () => ({ name: NAME }) }],
  'scheduling.read-piece': [{ input: () => ({ id: FILE, from: 0 }) }],
  'scheduling.search-slots': [{ input: () => ({}) }],
  'scheduling.search-schedules': [{ input: () => ({}) }],
  'scheduling.search-locations': [{ input: () => ({}) }],
  'scheduling.describe-days': [{ input: () => ({}) }],
  'scheduling.read-days': [{ input: () => ({}) }],
};
