import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { zoneOf } from '@otklik/working-time';
import { useServing } from '../../../apps/server/test/serving.ts';
import { staff } from '../../../tests/support/installation.ts';
import { csvRows } from '../src/csv-rows.ts';
import { bookingLink } from '../src/fhir/booking-link.ts';
import { offsetAt, readInstant } from '../src/fhir/offsets.ts';
import { freshFor } from '../src/client/fetch.ts';
import { publicationFrom } from '../src/client/publication.ts';
import { countDay, outcomesOf, type Appointment } from '../src/outcomes.ts';
import {
  administrator,
  CLINIC,
  hoursOn,
  inside,
  KEY,
  lineOf,
  newSource,
  OTHER,
  push,
  slot,
  STRANGER,
  visitor,
} from './house.ts';

const house = useServing();
const access = () => house.it.faces.access;
const DAY_ms = 86_400_000;
const intake = (clinic = CLINIC) => access().getClinicIntake(visitor, { clinic });
const knock = (path: string, key: string, body: unknown) =>
  house.call(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('rules without a database', () => {
  test('offsets are those of the place on that date', () => {
    expect(offsetAt('Europe/Moscow', Date.parse('2014-10-01T00:00:00Z'))).toBe('+04:00');
    expect(offsetAt('Europe/Moscow', Date.parse('2014-11-01T00:00:00Z'))).toBe('+03:00');
    expect(offsetAt('Asia/Novosibirsk', Date.parse('2016-08-01T00:00:00Z'))).toBe('+07:00');
    expect(offsetAt('UTC', 0)).toBe('+00:00');
    const read = (text: string) => readInstant(text, 'America/New_York');
    expect(read('2023-03-24T08:00:00-05:00')).toMatchObject({
      wrong: true,
      iso: '2023-03-24T13:00:00.000Z',
    });
    expect(read('2023-03-24T08:00:00-04:00')?.wrong).toBe(false);
    expect(read('2023-03-24T08:00:00Z')?.wrong).toBe(false);
    expect(read('2021-03-01T14:00:00-05')).toMatchObject({ wrong: true });
    expect([read('2023-03-24T08:00:00'), read('2023-13-24T08:00:00Z'), read('tomorrow')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('a deep link keeps its query and fragment, and leads nowhere but to https', () => {
    expect(bookingLink('https://a.example//b?slot=1#top', 'https://o.example', 'k~1')).toBe(
      'https://a.example//b?slot=1&source=https%3A%2F%2Fo.example&booking-referral=k%7E1#top',
    );
    for (const bad of ['http://a.example/', 'javascript:alert(1)', 'https://u:p@a.example/', 'no'])
      expect(bookingLink(bad, 'https://o.example', 'k')).toBeNull();
  });

  test('how long a file is fresh: as it says, a minute at least, a day at most', () => {
    const told = ['public, max-age=300', 'no-cache', 'max-age=5', 'max-age=999999999'];
    expect(told.map((value) => freshFor({ 'cache-control': value }))).toEqual([
      300, 60, 60, 86_400,
    ]);
  });

  test('states come as a list, as one word, or not at all', () => {
    const file = (url: string, state?: unknown) => ({ type: 'Slot', url, extension: { state } });
    const output = [
      file('a', ['NJ', 'NY']),
      file('b', 'NJ'),
      file('c'),
      file('d', ['MA']),
      { type: 'Other', url: 'e' },
    ];
    const read = publicationFrom(JSON.stringify({ output }), 'https://p.example/x/$bulk-publish', [
      'NJ',
    ]);
    expect(read?.files.map(({ url }) => url)).toEqual(
      ['a', 'b', 'c'].map((name) => `https://p.example/x/${name}`),
    );
    expect([
      publicationFrom('<html>', 'https://p.example/', null),
      publicationFrom('{}', 'https://p.example/', null),
    ]).toEqual([null, null]);
  });

  test('the five minutes, the twenty and the day before', () => {
    const at = (text: string) => Date.parse(`2026-06-09T${text}:00Z`);
    const one = (more: Partial<Appointment>): Appointment => ({
      day: at('00:00') / DAY_ms,
      scheduled: at('09:00'),
      booked: null,
      cancelled: null,
      arrived: null,
      seen: null,
      status: 'seen',
      ...more,
    });
    const counted = countDay(
      [
        one({ arrived: at('08:30'), seen: at('09:20'), booked: at('01:00') }),
        one({ arrived: at('09:10'), seen: at('09:31') }),
        one({ arrived: at('09:10'), seen: at('09:00') }),
        one({ status: 'noshow', booked: at('01:00') - 9 * DAY_ms }),
        one({ status: 'booked', booked: at('01:00') + DAY_ms }),
        one({ status: 'cancelled', cancelled: at('09:00') - DAY_ms }),
        one({ status: 'cancelled', cancelled: at('09:00') - DAY_ms + 1, booked: at('01:00') }),
      ],
      zoneOf('Europe/Moscow'),
    );
    expect(counted).toEqual({
      booked: 5,
      seen: 3,
      noshow: 1,
      cancelled: 2,
      cancelled_late: 1,
      corridor_known: 2,
      corridor_soon: 1,
      leads: [
        [-1, 1, 0, 0],
        [0, 1, 1, 0],
        [9, 1, 0, 1],
      ],
    });
    const all = outcomesOf([counted, counted]);
    expect(all).toMatchObject({ noShow: 2 / 8, lateCancel: 2 / 10, soon: 0.5, soonOf: 4 });
    expect(all.lead).toEqual({ counted: 4, errors: 2, p50: 0, mean: 4.5 });
    expect(all.bands.find(({ band }) => band === '8-14')).toEqual({
      band: '8-14',
      n: 2,
      share: 0.5,
      noShow: 1,
    });
  });

  // Real data that may not stand in this repository: the folder is told from outside.
  const folder = process.env.VITORIA_FOLDER ?? '';
  if (existsSync(join(folder, 'expected.json')))
    test('a year of a real city gives its figures', () => {
      const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
      const expected = JSON.parse(text('expected.json')) as {
        bands: Record<string, { n: number; no_show_rate: number }>;
        no_show_rate: number;
        negative_lead_rows: number;
        lead_days: { mean: number; p50: number };
      };
      const rows = ['a', 'b'].flatMap((part) =>
        csvRows(text(`appointments_until_2016-05-20_${part}.csv`)),
      );
      const zone = zoneOf('UTC');
      const days = Map.groupBy(rows, (row) => String(row['visit_day']));
      const counts = [...days].map(([day, own]) =>
        countDay(
          own.map((row) => ({
            day: Date.parse(`${day}T00:00:00Z`) / DAY_ms,
            scheduled: null,
            booked: Date.parse(String(row['booked_at'])),
            cancelled: null,
            arrived: null,
            seen: null,
            status: row['no_show'] === '1' ? 'noshow' : 'seen',
          })),
          zone,
        ),
      );
      const all = outcomesOf(counts);
      expect(all.lead).toMatchObject({
        errors: expected.negative_lead_rows,
        p50: expected.lead_days.p50,
      });
      expect(all.lead.mean).toBeCloseTo(expected.lead_days.mean, 3);
      for (const { band, n, noShow } of all.bands) {
        expect([band, n]).toEqual([band, expected.bands[band]!.n]);
        expect(noShow).toBeCloseTo(expected.bands[band]!.no_show_rate, 4);
      }
    });
});

describe('what became of appointments', () => {
  test('is told in pieces, by JSON and CSV, counted once, and bad rows by their names', async () => {
    const source = await newSource(house.it);
    const key = await house.key('slots:write');
    const seen = (id: string, more: object = {}) => ({
      id,
      clinic: CLINIC,
      specialty: 'surgeon',
      status: 'seen',
      scheduled: '2026-06-09T09:00:00+03:00',
      ...more,
    });
    const first = await knock('/api/v1/appointments', key, {
      source,
      appointments: [
        seen('1', { status: 'booked', booked: '2026-06-01T12:00:00+03:00' }),
        seen('2', { arrived: '2026-06-09T09:00:00+03:00', seen: '2026-06-09T08:00:00+03:00' }),
        seen('3', { booked: '2026-06-11T12:00:00+03:00' }),
        seen('4', { status: 'vanished' }),
        { ...seen('5'), scheduled: undefined },
        seen('6', { scheduled: '2026-06-09T09:00:00' }),
        seen('7', { scheduled: '2026-01-09T09:00:00Z' }),
        seen('8', { clinic: 'nowhere' }),
        { id: '9' },
      ],
    });
    expect(await first.json()).toEqual({
      rows: 9,
      changed: 3,
      faults: {
        'stamps-out-of-order': 1,
        'booked-after-visit': 1,
        'unknown-outcome': 1,
        'day-missing': 1,
        'no-offset': 1,
        'too-late': 1,
        'unknown-clinic': 1,
        'wrong-shape': 1,
      },
    });
    const csv =
      'id,clinic,specialty,status,scheduled,arrived,seen\n' +
      `1,${CLINIC},surgeon,fulfilled,2026-06-09T09:00:00+03:00,2026-06-09T08:55:00+03:00,2026-06-09T09:15:00+03:00\n`;
    const told = () => knock('/api/v1/appointments', key, { source, csv });
    expect(await (await told()).json()).toMatchObject({ changed: 1 });
    expect(await (await told()).json()).toMatchObject({ changed: 0 });
    const { outcomes } = await intake();
    expect(outcomes.find(({ id }) => id === 'surgeon')).toMatchObject({
      booked: 3,
      seen: 3,
      missed: 0,
      soon: 1,
      soonOf: 1,
      lead: { counted: 1, errors: 1, p50: 8 },
    });
    // No number of the clinic's own is kept, and somebody else's key may not speak.
    const kept = await inside(house.it, (tx) =>
      tx.db.selectFrom('access_appointments').select('appointment').execute(),
    );
    expect(kept.every(({ appointment }) => appointment.length === 43)).toBe(true);
    const other = await house.key('slots:write');
    expect((await knock('/api/v1/appointments', other, { source, appointments: [] })).status).toBe(
      403,
    );
    // Forgotten after its term: what was counted stays.
    house.it.clock.advance(61 * DAY_ms);
    const sweeper = { kind: 'system', region: administrator.region, name: 'retention' } as const;
    expect(await access().forgetAppointments(sweeper, {})).toMatchObject({
      removed: 3,
      more: false,
    });
    expect((await intake()).outcomes.find(({ id }) => id === 'surgeon')).toMatchObject({
      booked: 3,
    });
  });
});

describe('lists, days by hand, places that are not there', () => {
  test('a list comes by its own door and with a bundle, whose slots are taken with a key alone', async () => {
    const source = await newSource(house.it);
    const key = await house.key('slots:write');
    const row = {
      clinic: CLINIC,
      specialty: 'ent',
      length: 12,
      served_p50_days: 9,
      served_p90_days: 30,
    };
    const lists = [row, { ...row, length: -1 }, { ...row, clinic: 'nowhere' }];
    const taken = await knock('/api/v1/waiting-lists', key, { source, lists });
    expect(await taken.json()).toEqual({
      rows: 3,
      taken: 1,
      faults: { 'wrong-number': 1, 'unknown-clinic': 1 },
    });
    expect((await intake()).lists).toMatchObject([{ id: 'ent', length: 12, served_p50_days: 9 }]);
    const start = hoursOn(house.it, 40);
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      identifier: { value: source },
      entry: [
        { resource: { resourceType: 'Location', id: OTHER } },
        {
          resource: {
            resourceType: 'Schedule',
            id: 's',
            actor: [{ reference: `Location/${OTHER}` }, { reference: 'Practitioner/anna' }],
            specialty: [{ coding: [{ code: 'ent' }] }],
            extension: [
              {
                url: 'https://otklik.example/fhir/waiting-list',
                extension: [{ url: 'length', valueInteger: 7 }],
              },
            ],
          },
        },
        {
          resource: {
            resourceType: 'Slot',
            id: 'one',
            schedule: { reference: 'Schedule/s' },
            status: 'free',
            start,
            end: hoursOn(house.it, 40.25),
          },
        },
        {
          resource: { resourceType: 'Slot', id: 'lost', schedule: { reference: 'Schedule/none' } },
        },
      ],
    };
    expect(
      (
        await house.call('/fhir/R4', {
          method: 'POST',
          headers: { 'content-type': 'application/fhir+json' },
          body: JSON.stringify(bundle),
        })
      ).status,
    ).toBe(401);
    const answer = await knock('/fhir/R4', key, bundle);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain('unknown-schedule');
    expect(await lineOf(house.it, OTHER, 'ent')).toMatchObject({ state: 'places', list_length: 7 });
    expect((await lineOf(house.it, OTHER, 'therapist')).list_length).toBeNull();
    expect((await intake(OTHER)).lists).toMatchObject([{ id: 'ent', length: 7 }]);
  });

  test('five numbers are told by people of the clinic, and stand in no other figure', async () => {
    const clinic = await inside(house.it, (tx) =>
      tx.db.selectFrom('clinics').select('id').where('code', '=', CLINIC).executeTakeFirstOrThrow(),
    );
    const clerk = (id: string) => staff(newId(), { role: 'clerk', reach: { kind: 'clinic', id } });
    const day = house.it.clock.now().toISOString().slice(0, 10);
    const five = {
      clinic: CLINIC,
      specialty: 'dentist',
      day,
      k1Days: 3,
      k3Days: 8,
      places7d: 2,
      turnedAway: 4,
      noShow: 1,
    };
    await expect(access().putHandDay(clerk(newId()), five)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await access().putHandDay(clerk(clinic.id), five);
    await access().putHandDay(clerk(clinic.id), { ...five, turnedAway: 5 });
    expect((await intake()).hand).toMatchObject([{ id: 'dentist', k1_days: 3, turned_away: 5 }]);
    // Nothing else knows of it: the clinic tells nothing of its dentists.
    expect((await lineOf(house.it, CLINIC, 'dentist')).k1_days).toBeNull();
    const refused = [
      { ...five, k3Days: 2 },
      { ...five, day: '2026-06-01' },
      { ...five, day: '2027-06-01' },
      { ...five, specialty: 'astrologer' },
    ];
    const codes = ['invalid-input', 'date-unfit', 'date-unfit', 'unknown-reference'];
    for (const [at, code] of codes.entries())
      await expect(access().putHandDay(clerk(clinic.id), refused[at]!)).rejects.toMatchObject({
        code,
      });
    const { clinics } = await access().listHandDays(clerk(clinic.id), {});
    expect(clinics.map(({ code }) => code)).toEqual([CLINIC]);
  });

  test('tries and taps make two scores; nobody tries their own source; taps have an end', async () => {
    const specialty = 'urologist';
    const source = await newSource(house.it);
    await push(house.it, source, 1, [slot(house.it, 'a', 40, { specialty })]);
    const row = { clinic: CLINIC, specialty, advertised: true, bookable: true };
    const tries = JSON.stringify([
      row,
      row,
      row,
      { ...row, bookable: false },
      { ...row, advertised: false },
      {},
    ]);
    await expect(access().takeTries(KEY, { source, tries })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await access().takeTries(STRANGER, { source, tries })).toMatchObject({
      taken: 5,
      faults: { 'wrong-shape': 1 },
    });
    const key = await house.key('slots:write');
    const csv = `clinic,specialty,advertised,bookable\n${CLINIC},${specialty},true,0\n`;
    expect((await knock('/api/v1/slots/tries', key, { source, csv })).status).toBe(200);
    const tap = { clinic: CLINIC, specialty, bookable: false };
    for (let n = 0; n < 5; n += 1) await access().reportPlace(visitor, tap);
    await expect(access().reportPlace(visitor, tap)).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    const { truth } = (await intake()).sources.find(({ truth: all }) => all.length > 0)!;
    expect(truth.find(({ tried_by }) => tried_by === 'probe')).toMatchObject({
      probed: 6,
      ghosts: 2,
      hidden: 1,
      score: 0.6,
    });
    expect(truth.find(({ tried_by }) => tried_by === 'patient')).toMatchObject({
      probed: 5,
      ghosts: 5,
      score: 0,
    });
    const nothing = { ...tap, specialty: 'oncologist' };
    const somebody = { ...visitor, origin: 'y' };
    await expect(access().reportPlace(somebody, nothing)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

test('a row that is refused still names its slot: a fault of one column closes no place', async () => {
  const specialty = 'endocrinologist';
  const source = await newSource(house.it);
  const rows = [30, 31].map((hours) => slot(house.it, `r-${hours}`, hours, { specialty }));
  const full = { mode: 'FULL', covers: [CLINIC] };
  await push(house.it, source, 1, rows, full);
  const spoilt = [rows[0], { ...rows[1], specialty: 'astrologer' }];
  const taken = await push(house.it, source, 2, spoilt, full);
  expect(taken).toMatchObject({ changed: 0, faults: { 'unknown-specialty': 1 } });
  expect((await lineOf(house.it, CLINIC, specialty)).places_30d).toBe(2);
});

describe('what an administrator keeps', () => {
  test('a closed day has no places, and one that is opened again has them', async () => {
    const specialty = 'cardiologist';
    const source = await newSource(house.it);
    await push(house.it, source, 1, [
      slot(house.it, 'a', 30, { specialty }),
      slot(house.it, 'b', 60, { specialty }),
    ]);
    const day = hoursOn(house.it, 30).slice(0, 10);
    const days = { clinic: CLINIC, from: day, to: day };
    await access().closeDays(administrator, days);
    expect((await lineOf(house.it, CLINIC, specialty)).places_30d).toBe(1);
    await access().closeDays(administrator, { ...days, open: true });
    expect((await lineOf(house.it, CLINIC, specialty)).places_30d).toBe(2);
    await expect(
      access().closeDays(administrator, { ...days, to: '2026-01-01' }),
    ).rejects.toMatchObject({ code: 'date-unfit' });
    await expect(access().closeDays(visitor, days)).rejects.toMatchObject({
      code: 'sign-in-required',
    });
  });

  test('a whole list under new ids goes on; a source is freed for another key; published figures stand once', async () => {
    const specialty = 'neurologist';
    const source = await newSource(house.it);
    const rows = (night: string) =>
      [30, 31].map((hours) =>
        slot(house.it, `${night}-${hours}`, hours, { specialty, doctor: 'd' }),
      );
    const full = { mode: 'FULL', covers: [CLINIC] };
    await push(house.it, source, 1, rows('one'), full);
    expect(await push(house.it, source, 2, rows('two'), full)).toMatchObject({
      changed: 0,
      faults: { 'made-anew': 2 },
    });
    const third = await push(house.it, source, 3, rows('two'), full);
    expect([third.changed, third.faults]).toEqual([0, {}]);
    // A difference under the new id is of the slot that goes on, not of another one: its first id takes it back.
    for (const [seq, night, status] of [
      [4, 'two', 'busy'],
      [5, 'one', 'free'],
      [6, 'two', 'busy'],
    ] as const) {
      const told = [{ ...rows(night)[0], status }];
      expect(await push(house.it, source, seq, told)).toMatchObject({ changed: 1, faults: {} });
    }
    expect((await lineOf(house.it, CLINIC, specialty)).places_30d).toBe(1);
    await expect(push(house.it, source, 7, [], {}, STRANGER)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const kept = { code: source, name: 'Freed', kind: 'push' as const, intervalMinutes: 60 };
    await access().putSource(administrator, { ...kept, keyId: '' });
    expect(await push(house.it, source, 7, [], {}, STRANGER)).toMatchObject({ outcome: 'taken' });
    expect(await access().getSource(administrator, { code: source })).toMatchObject({
      name: 'Freed',
    });
    const value = {
      metric: 'therapist_le_1_day',
      period: '2015-10',
      area: 'city',
      value_percent: 83.7,
      comparison: '=',
      kind: 'published',
      source: 'interfax.ru',
      note: null,
    };
    const values = JSON.stringify([value]);
    await access().importPublished(administrator, { values });
    await access().importPublished(administrator, { values });
    expect(await access().listPublished(visitor, {})).toMatchObject([
      { percent: 83.7, origin: 'published' },
    ]);
    await expect(access().importPublished(administrator, { values: '[{}]' })).rejects.toMatchObject(
      { code: 'invalid-input' },
    );
  });
});
