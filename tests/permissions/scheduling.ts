import { gzipSync } from 'node:zlib';
import { newId, regionOf } from '@otklik/kernel';
import type { Sample } from './samples.ts';

/** The samples of the verbs about what is given out of free places. */

const AT = '2026-06-10T09:00:00Z';
const NAME = 'locations.ndjson';
const FILE = newId();

const published: NonNullable<Sample['arrange']> = async (tx) => {
  const region_id = regionOf(tx.scope)!;
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
};

export const SCHEDULING: Readonly<Record<string, readonly Sample[]>> = {
  'scheduling.begin-publication': [{ input: () => ({}) }],
  'scheduling.write-files': [{ input: () => ({ at: AT, names: [NAME] }) }],
  'scheduling.end-publication': [{ input: () => ({ at: AT }) }],
  'scheduling.is-due': [{ input: () => ({}) }],
  'scheduling.get-publication': [{ arrange: published, input: () => ({}) }],
  'scheduling.open-file': [{ arrange: published, input: () => ({ name: NAME }) }],
  'scheduling.read-piece': [{ arrange: published, input: () => ({ id: FILE, from: 0 }) }],
  'scheduling.search-slots': [{ input: () => ({}) }],
  'scheduling.search-schedules': [{ input: () => ({}) }],
  'scheduling.search-locations': [{ input: () => ({}) }],
  'scheduling.describe-days': [{ input: () => ({}) }],
  'scheduling.read-days': [{ input: () => ({}) }],
};
