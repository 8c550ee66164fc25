import { newId, regionOf } from '@otklik/kernel';
import type { Sample } from './samples.ts';

/** The samples of the verbs about waits and their sources. */

const SOURCE = 'sample-feed';
const known: NonNullable<Sample['arrange']> = async (tx) => {
  await tx.db
    .insertInto('access_sources')
    .values({
      region_id: regionOf(tx.scope)!,
      id: newId(),
      code: SOURCE,
      name: 'Sample',
      interval_min: 60,
      doctors: null,
    })
    .execute();
};

export const ACCESS: Readonly<Record<string, readonly Sample[]>> = {
  'access.add-source': [{ input: () => ({ code: SOURCE, name: 'Sample', intervalMinutes: 60 }) }],
  'access.push-slots': [
    {
      arrange: known,
      input: () => ({
        source: SOURCE,
        mode: 'DIFF',
        seq: 1,
        at: '2026-06-10T09:00:00Z',
        slots: '[]',
      }),
    },
  ],
  'access.wake-waits': [{ input: () => ({}) }],
  'access.roll-waits': [{ input: () => ({}) }],
  'access.get-place-waits': [{ input: () => ({}) }],
  'access.list-told': [{ input: () => ({}) }],
  'access.is-due': [{ input: () => ({}) }],
  'access.list-sources': [{ input: () => ({}) }],
  'access.list-waits': [{ input: () => ({}) }],
  'access.get-clinic-waits': [{ input: ({ clinic }) => ({ clinic: clinic.code }) }],
  'access.get-wait-at': [
    {
      input: ({ clinic }) => ({
        clinic: clinic.code,
        specialty: 'therapist',
        at: '2026-06-10T09:00:00Z',
      }),
    },
  ],
};
