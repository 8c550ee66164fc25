import { describe, expect, test } from 'vitest';
import { readVisit, type Read, type Surroundings } from '../src/index.ts';

type Json = Record<string, unknown>;
const NOW = new Date('2026-06-10T09:00:00Z');
const AGREED = [
  { url: 'https://x.example/StructureDefinition/contact-agreement', valueBoolean: true },
];
const PATIENT: Json = {
  resourceType: 'Patient',
  birthDate: '1961-04-05',
  name: [{ family: 'Ковалёва' }],
  telecom: [
    { system: 'phone', value: '+79161234567', extension: AGREED },
    { system: 'email', value: 'old@example.org', use: 'old', extension: AGREED },
    {
      system: 'email',
      value: 'gone@example.org',
      period: { end: '2020-01-01' },
      extension: AGREED,
    },
    { system: 'email', value: 'nina@example.org', extension: AGREED },
  ],
};
const around = (patient: Json = PATIENT): Surroundings => ({
  resolve: (reference) => (reference === 'Patient/1' ? patient : undefined),
  sectorOf: (service) => ({ 'doctor-visit': 'health', 'sports-section': 'sport' })[service],
  now: NOW,
});
const encounter = (more: Json = {}): Json => ({
  resourceType: 'Encounter',
  id: 'e-1',
  status: 'finished',
  subject: { reference: 'Patient/1' },
  period: { end: '2026-06-09T09:20:00+03:00' },
  serviceProvider: { reference: 'Organization/msk-a-1' },
  ...more,
});
const appointment = (more: Json = {}): Json => ({
  resourceType: 'Appointment',
  id: 'a-1',
  status: 'fulfilled',
  end: '2026-06-09T09:20:00Z',
  participant: [
    { actor: { reference: 'Patient/1' } },
    { actor: { type: 'Location', identifier: { value: 'school-7' } } },
  ],
  ...more,
});
const rowOf = (read: Read) => (read.kind === 'visit' ? read.row : read);

describe('a visit in FHIR', () => {
  test.each([
    ['planned', 'waits'],
    ['arrived', 'waits'],
    ['in-progress', 'waits'],
    ['onleave', 'waits'],
    ['finished', 'finished'],
    ['cancelled', 'cancelled'],
    ['entered-in-error', 'cancelled'],
    ['unknown', 'waits'],
  ])('an encounter that is %s: %s', (status, meant) => {
    const read = readVisit(encounter({ status }), around());
    expect(read.kind === 'visit' ? read.row.status : read.kind).toBe(meant);
  });

  test.each([
    ['proposed', 'waits'],
    ['booked', 'waits'],
    ['arrived', 'waits'],
    ['checked-in', 'waits'],
    ['fulfilled', 'finished'],
    ['cancelled', 'cancelled'],
    ['noshow', 'cancelled'],
    ['entered-in-error', 'cancelled'],
  ])('an appointment that is %s: %s', (status, meant) => {
    const read = readVisit(appointment({ status }), around());
    expect(read.kind === 'visit' ? read.row.status : read.kind).toBe(meant);
  });

  test('holds the age, the agreed addresses and no name', () => {
    const row = rowOf(readVisit(encounter(), around()));
    expect(row).toEqual({
      visitId: 'e-1',
      sourceSystem: 'fhir',
      kind: 'visit',
      status: 'finished',
      unit: 'msk-a-1',
      service: 'doctor-visit',
      endedAt: '2026-06-09T06:20:00.000Z',
      sector: 'health',
      contact: { email: 'nina@example.org', phone: '+79161234567' },
      language: 'ru',
      age: 65,
      flags: ['consent', 'consent-sms'],
    });
  });

  test('without agreement has no address; of the dead it says so; of a cancelled one nothing is read', () => {
    const silent = {
      ...PATIENT,
      telecom: [
        { system: 'email', value: 'nina@example.org' },
        { system: 'phone', value: '+79161234567' },
      ],
    };
    const row = rowOf(readVisit(encounter(), around(silent)));
    expect(row).toMatchObject({ contact: { cabinetId: 'none' }, flags: [] });
    expect(JSON.stringify(row)).not.toMatch(/nina|7916/);
    const dead = { ...PATIENT, deceasedBoolean: true };
    expect(rowOf(readVisit(encounter(), around(dead)))).toMatchObject({
      flags: ['consent', 'consent-sms', 'death'],
    });
    const off = rowOf(readVisit(encounter({ status: 'cancelled', period: {} }), around()));
    expect(off).toMatchObject({
      contact: { cabinetId: 'none' },
      flags: [],
      endedAt: NOW.toISOString(),
    });
  });

  test('is known by its identifier, and by that of its appointment', () => {
    const named = encounter({
      identifier: [{ system: 'https://mis.example/visits', value: '42' }],
    });
    expect(rowOf(readVisit(named, around()))).toMatchObject({
      visitId: 'https://mis.example/visits|42',
      sourceSystem: 'https:-mis.example-visits',
    });
    const own = appointment({ identifier: [{ system: 'urn:slots', value: '7' }] });
    const tied = encounter({ appointment: [{ identifier: { system: 'urn:slots', value: '7' } }] });
    const [a, b] = [own, tied].map((one) => rowOf(readVisit(one, around())) as unknown as Json);
    expect([b!['visitId'], b!['sourceSystem']]).toEqual([a!['visitId'], a!['sourceSystem']]);
    expect(
      rowOf(readVisit(encounter({ appointment: [{ reference: 'Appointment/9' }] }), around())),
    ).toMatchObject({ visitId: '9' });
  });

  test('says its service, and so its sector; of a place the code', () => {
    const sport = appointment({
      serviceType: [{ coding: [{ code: 'x' }, { code: 'sports-section' }] }],
    });
    expect(rowOf(readVisit(sport, around()))).toMatchObject({
      service: 'sports-section',
      sector: 'sport',
      unit: 'school-7',
    });
  });

  test.each<[string, Json, string[]]>([
    ['no end', encounter({ period: {} }), ['Encounter.period.end']],
    [
      'a local time',
      encounter({ period: { end: '2026-06-09T09:20:00' } }),
      ['Encounter.period.end'],
    ],
    ['a day alone', appointment({ end: '2026-06-09' }), ['Appointment.end']],
    [
      'no such day',
      encounter({ period: { end: '2026-02-31T25:20:00Z' } }),
      ['Encounter.period.end'],
    ],
    ['no place', encounter({ serviceProvider: null }), ['Encounter.serviceProvider']],
    ['no name', encounter({ id: null }), ['Encounter.identifier']],
    ['no status', encounter({ status: null }), ['Encounter.status']],
  ])('is refused with %s', (_, resource, fields) => {
    expect(readVisit(resource, around())).toEqual({ kind: 'refused', fields });
  });
});
