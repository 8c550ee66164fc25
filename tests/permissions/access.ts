import { newId, regionOf, regionScope } from '@otklik/kernel';
import { alertTicket } from '@otklik/notices';
import { REGION, type TestInstallation } from '../support/installation.ts';
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

const KEPT = 'kept-feed';
/** A source that is there already: a question changes nothing, so nothing is arranged for it. */
export const sourceOfWorld = (house: TestInstallation): Promise<unknown> =>
  house.app.store.withScope(regionScope(REGION), (tx) =>
    tx.db
      .insertInto('access_sources')
      .values({
        region_id: REGION,
        id: newId(),
        code: KEPT,
        name: 'Kept',
        interval_min: 60,
        doctors: null,
      })
      .execute(),
  );

const ALERT = '00000000-0000-7000-8000-0000000000d1';
const TOKEN = 'w'.repeat(43);
const waiting: NonNullable<Sample['arrange']> = async (tx, world) => {
  await tx.db
    .insertInto('wait_alerts')
    .values({
      region_id: regionOf(tx.scope)!,
      id: ALERT,
      contact_id: world.author.personId,
      specialty: 'therapist',
      clinic_id: world.clinic.id,
      place: null,
      before_day: '2027-01-01',
      notice_h: 2,
      locale: 'ru',
      state: 'asked',
      token_hash: world.house.app.ports.keys.hash('wait-alert', TOKEN),
      created_at: tx.now,
    })
    .execute();
};
const ticketOf: Sample = {
  arrange: waiting,
  input: ({ house }) => ({ ticket: alertTicket(house.app.ports.keys, ALERT) }),
};

const ALERTS: Readonly<Record<string, readonly Sample[]>> = {
  'wait-alerts.ask-alert': [
    {
      input: ({ clinic, house }) => ({
        specialty: 'therapist',
        clinic: clinic.code,
        before: new Date(house.clock.now().getTime() + 9 * 86_400_000).toISOString().slice(0, 10),
        email: 'waits@example.org',
      }),
    },
  ],
  'wait-alerts.confirm-alert': [{ arrange: waiting, input: () => ({ token: TOKEN }) }],
  'wait-alerts.stop-by-link': [ticketOf],
  'wait-alerts.look-at-link': [ticketOf],
  'wait-alerts.tell-alerts': [{ input: () => ({}) }],
  'wait-alerts.is-due': [{ input: () => ({}) }],
};

const NORMS: Readonly<Record<string, readonly Sample[]>> = {
  'wait-norms.judge-norms': [{ input: () => ({}) }],
  'wait-norms.list-breaches': [{ input: () => ({}) }],
  'wait-norms.review-waits': [{ input: () => ({}) }],
  'wait-norms.explain-wait': [
    { input: ({ clinic }) => ({ clinic: clinic.code, specialty: 'therapist' }) },
  ],
};

export const ACCESS: Readonly<Record<string, readonly Sample[]>> = {
  ...ALERTS,
  ...NORMS,
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
  'access.put-source': [
    { input: () => ({ code: SOURCE, name: 'Sample', kind: 'push', intervalMinutes: 60 }) },
  ],
  'access.get-source': [{ input: () => ({ code: KEPT }) }],
  'access.close-days': [
    { input: ({ clinic }) => ({ clinic: clinic.code, from: '2026-06-12', to: '2026-06-12' }) },
  ],
  'access.put-hand-day': [
    {
      input: ({ clinic }) => ({
        clinic: clinic.code,
        specialty: 'therapist',
        day: '2026-06-10',
        places7d: 1,
        turnedAway: 0,
        noShow: 0,
      }),
    },
  ],
  'access.list-hand-days': [{ input: () => ({}) }],
  'access.report-place': [
    {
      arrange: async (tx, { clinic }) => {
        const [region_id, id] = [regionOf(tx.scope)!, newId()];
        const source = { code: 'told', name: 'Told', interval_min: 60, doctors: null };
        await tx.db
          .insertInto('access_sources')
          .values({ region_id, id, ...source })
          .execute();
        await tx.db
          .insertInto('access_wait_now')
          .values({
            region_id,
            clinic_id: clinic.id,
            specialty: 'therapist',
            kind: 'routine',
            mode: 'in-person',
            places_7d: 0,
            places_30d: 0,
            busy_30d: 0,
            book_url: null,
            source_id: id,
          })
          .execute();
      },
      input: ({ clinic }) => ({ clinic: clinic.code, specialty: 'therapist', bookable: true }),
    },
  ],
  'access.import-published': [{ input: () => ({ values: '[]' }) }],
  'access.list-published': [{ input: () => ({}) }],
  'access.get-clinic-intake': [{ input: ({ clinic }) => ({ clinic: clinic.code }) }],
  'access.take-appointments': [
    { arrange: known, input: () => ({ source: SOURCE, appointments: '[]' }) },
  ],
  'access.take-waiting-lists': [{ arrange: known, input: () => ({ source: SOURCE, lists: '[]' }) }],
  'access.take-tries': [{ arrange: known, input: () => ({ source: SOURCE, tries: '[]' }) }],
  'access.take-bundle': [{ arrange: known, input: () => ({ source: SOURCE, bundle: '{}' }) }],
  'access.begin-looks': [{ input: () => ({}) }],
  'access.is-look-due': [{ input: () => ({}) }],
  'access.take-published': [
    { arrange: known, input: () => ({ source: SOURCE, url: 'https://p.example/s', rows: '[]' }) },
  ],
  'access.end-file': [
    {
      arrange: known,
      input: () => ({
        source: SOURCE,
        url: 'https://p.example/s',
        type: 'Slot',
        complete: true,
        blind: false,
        held: [],
        names: '[]',
        etag: null,
        last_modified: null,
        hash: null,
        kept: null,
        fresh_s: 60,
      }),
    },
  ],
  'access.end-look': [
    {
      arrange: known,
      input: () => ({
        source: SOURCE,
        whole: true,
        files: null,
        manifest: null,
        changed: false,
        data_at: null,
        fresh_s: 60,
      }),
    },
  ],
  'access.forget-appointments': [{ input: () => ({}) }],
  'access.wake-waits': [{ input: () => ({}) }],
  'access.roll-waits': [{ input: () => ({}) }],
  'access.roll-releases': [{ input: () => ({}) }],
  'access.get-place-waits': [{ input: () => ({}) }],
  'access.list-told': [{ input: () => ({}) }],
  'access.is-due': [{ input: () => ({}) }],
  'access.list-sources': [{ input: () => ({}) }],
  'access.list-waits': [{ input: () => ({}) }],
  'access.get-clinic-releases': [{ input: ({ clinic }) => ({ clinic: clinic.code }) }],
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
