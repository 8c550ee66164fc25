import { parquetReadObjects, parquetMetadata } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { readDate, spanOf } from '../src/model/dates.ts';
import { csvPages, HISTORY_COLUMNS, parquetPages } from '../src/model/history.ts';
import { instantAt } from '../src/model/instants.ts';
import { advertisementOf, manifestOf } from '../src/model/manifest-file.ts';
import { locationOf, scheduleOf, slotOf, type SlotRow } from '../src/model/resources.ts';
import { daysOfWeek, partOf, weekOf } from '../src/model/weeks.ts';

const names = { publicUrl: 'https://otklik.example' };
const MOSCOW = 'Europe/Moscow';
const iso = (text: string, zone = MOSCOW): [string, string, string] | null => {
  const found = readDate(text, zone);
  return (
    found && [
      found.prefix,
      new Date(found.first_ms).toISOString(),
      new Date(found.next_ms).toISOString(),
    ]
  );
};

describe('dates of a search', () => {
  test.each([
    ['2026-06-10', ['eq', '2026-06-09T21:00:00.000Z', '2026-06-10T21:00:00.000Z']],
    ['ge2026-06', ['ge', '2026-05-31T21:00:00.000Z', '2026-06-30T21:00:00.000Z']],
    ['lt2026', ['lt', '2025-12-31T21:00:00.000Z', '2026-12-31T21:00:00.000Z']],
    ['2026-06-10T09:00', ['eq', '2026-06-10T06:00:00.000Z', '2026-06-10T06:01:00.000Z']],
    ['2026-06-10T09:00:05Z', ['eq', '2026-06-10T09:00:05.000Z', '2026-06-10T09:00:06.000Z']],
    ['2026-06-10T09:00:05.25Z', ['eq', '2026-06-10T09:00:05.250Z', '2026-06-10T09:00:05.251Z']],
    // A plus sign that nobody encoded comes as a space.
    ['sa2026-06-10T09:00:00 03:00', ['sa', '2026-06-10T06:00:00.000Z', '2026-06-10T06:00:01.000Z']],
    ['eb2026-06-10T09:00:00-05:30', ['eb', '2026-06-10T14:30:00.000Z', '2026-06-10T14:30:01.000Z']],
  ])('%s', (text, expected) => expect(iso(text)).toEqual(expected));

  test.each([
    '',
    'ap2026',
    '2026-02-30',
    '2026-13',
    '2026-06-10T25:00Z',
    '2026-06-10T09',
    '10.06.2026',
    'ge',
    '2026-06-10T09:00+3',
  ])('%s is none', (text) => expect(iso(text)).toBe(null));

  test('a day of another length has its own length', () => {
    const [, first, next] = iso('2026-03-29', 'Europe/Berlin')!;
    expect(Date.parse(next) - Date.parse(first)).toBe(23 * 3_600_000);
  });

  test('each comparator covers what it says, and several hold at once', () => {
    const of = (...texts: string[]) => spanOf(texts.map((text) => readDate(text, 'UTC')!));
    const [day, next] = ['2026-06-10T00:00:00.000Z', '2026-06-11T00:00:00.000Z'];
    expect(of('2026-06-10')).toEqual({ from: day, before: next, outside: [] });
    expect(of('ge2026-06-10')).toEqual({ from: day, outside: [] });
    expect(of('gt2026-06-10')).toEqual({ from: next, outside: [] });
    expect(of('sa2026-06-10')).toEqual({ from: next, outside: [] });
    expect(of('le2026-06-10')).toEqual({ before: next, outside: [] });
    expect(of('lt2026-06-10')).toEqual({ before: day, outside: [] });
    expect(of('eb2026-06-10')).toEqual({ before: day, outside: [] });
    expect(of('ne2026-06-10')).toEqual({ outside: [[day, next]] });
    expect(of('ge2026-06-09', 'ge2026-06-10', 'lt2026-06-11', 'lt2026-06-12')).toEqual({
      from: day,
      before: next,
      outside: [],
    });
  });
});

describe('weeks of files', () => {
  test('the Thursday decides whose week it is', () => {
    expect(weekOf('2026-01-01')).toBe('2026-W01');
    expect(weekOf('2027-01-03')).toBe('2026-W53');
    expect(weekOf('2024-12-30')).toBe('2025-W01');
    expect(daysOfWeek('2026-W53')).toEqual({ from: '2026-12-28', before: '2027-01-04' });
    expect(daysOfWeek('2026-W01')).toEqual({ from: '2025-12-29', before: '2026-01-05' });
    expect(partOf('slots-2026-W24-vao.ndjson')).toMatchObject({ week: '2026-W24', place: 'vao' });
  });
});

const slot: SlotRow = {
  id: '0b5c3d0e-1d5e-5c1f-8c6a-0d9a6f0a1b2c',
  slot: 'their own',
  source: 'feed',
  schedule: 's1',
  clinic: 'msk-a-191',
  phone: '+7 495 000-00-00',
  specialty: 'therapist',
  specialty_ru: 'терапевт',
  kind: 'routine',
  mode: 'in-person',
  start_ms: Date.parse('2026-06-10T09:00:00Z'),
  end_ms: Date.parse('2026-06-10T09:15:00Z'),
  start_offset_min: 180,
  end_offset_min: 180,
  capacity: 3,
  status: 'free',
  book_url: 'https://booking.example/1?a=b#c',
};

describe('resources', () => {
  test('an instant has the offset of its place, to the second, half hours and west of Greenwich too (P4, P12)', () => {
    const at = Date.parse('2026-06-10T09:00:00.900Z');
    expect(instantAt(at, 180)).toBe('2026-06-10T12:00:00+03:00');
    expect(instantAt(at, -210)).toBe('2026-06-10T05:30:00-03:30');
    expect(instantAt(at, 345)).toBe('2026-06-10T14:45:00+05:45');
    expect(instantAt(at, 0)).toBe('2026-06-10T09:00:00+00:00');
  });

  test('a free slot says how it is booked and for how many; none of it stands on another (P13)', () => {
    const { extension } = slotOf(slot, names) as { extension: { url: string }[] };
    expect(extension.map(({ url, ...value }) => [url.split('/').at(-1), value])).toEqual([
      ['booking-deep-link', { valueUrl: 'https://booking.example/1?a=b#c' }],
      ['booking-phone', { valueString: '+7 495 000-00-00' }],
      ['slot-capacity', { valueInteger: 3 }],
    ]);
    expect(slotOf({ ...slot, status: 'busy' }, names)).not.toHaveProperty('extension');
    const single = slotOf({ ...slot, capacity: 1, book_url: null, phone: null }, names);
    expect(single).not.toHaveProperty('extension');
    expect(slotOf(slot, names)).toMatchObject({
      meta: { source: 'https://otklik.example/scheduling/sources/feed' },
      identifier: [
        { system: 'https://otklik.example/scheduling/sources/feed', value: 'their own' },
      ],
    });
  });

  test('a clinic has its zone, its address in parts, and a point only when it is whole (P10)', () => {
    const row = {
      id: 'x',
      code: 'msk-a-191',
      name_ru: 'Поликлиника',
      phone: '+7',
      website: null,
      address_ru: '105203, 7-я Парковая улица, д. 8',
      city: 'Москва',
      district: 'Измайлово',
      region: 'RU-MOW',
      lat: 55.7,
      lng: 37.7,
      zone: MOSCOW,
      demo: false,
    };
    expect(locationOf(row, names)).toMatchObject({
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: MOSCOW }],
      telecom: [{ system: 'phone', value: '+7' }, { system: 'url' }],
      address: {
        line: ['105203, 7-я Парковая улица, д. 8'],
        city: 'Москва',
        state: 'RU-MOW',
        postalCode: '105203',
      },
      position: { latitude: 55.7, longitude: 37.7 },
    });
    const bare = locationOf({ ...row, lat: null, phone: null, address_ru: 'дом 1234567' }, names);
    expect(bare).not.toHaveProperty('position');
    // No postal code is made of a longer number.
    expect(bare).not.toHaveProperty('address.postalCode');
  });

  test('a timetable tells when its source spoke, and that nothing is known only where it does not (P16)', () => {
    const row = {
      id: 's1',
      clinic: 'msk-a-191',
      source: 'feed',
      source_name: 'Feed',
      specialty: 'therapist',
      specialty_ru: 'терапевт',
      specialty_en: 'therapist',
      kind: 'routine',
      mode: 'in-person',
      last_ok: new Date('2026-06-10T09:00:00Z'),
      zone_offset_min: 180,
      availability: null,
    } as const;
    expect(scheduleOf(row, names)).toMatchObject({
      meta: {
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/lastSourceSync',
            valueDateTime: '2026-06-10T12:00:00+03:00',
          },
        ],
      },
      actor: [{ reference: 'Location/msk-a-191' }],
    });
    expect(scheduleOf(row, names)).not.toHaveProperty('extension');
    expect(scheduleOf({ ...row, availability: 'unknown' }, names)).toMatchObject({
      extension: [
        {
          url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/has-availability',
          valueCode: 'unknown',
        },
      ],
    });
  });
});

describe('the manifest', () => {
  const at = new Date('2026-06-10T09:00:00Z');
  const files = [
    { name: 'locations.ndjson', type: 'Location', changed_at: new Date('2026-06-01T00:00:00Z') },
    { name: 'slots-2026-W24-vao.ndjson', type: 'Slot', changed_at: at },
  ];
  const of = (since: Date | null) =>
    manifestOf(
      { region: 'RU-MOW', at, files },
      { ...names, request: `${names.publicUrl}/scheduling/$bulk-publish?x=1`, since },
    ) as { output: { url: string; extension: unknown }[] };

  test('says of which moment it is, what was asked and what there is (P2, P4, P6)', () => {
    expect(of(null)).toMatchObject({
      transactionTime: '2026-06-10T09:00:00Z',
      request: 'https://otklik.example/scheduling/$bulk-publish?x=1',
      error: [],
    });
    expect(of(null).output).toHaveLength(2);
    for (const { url, extension } of of(null).output) {
      expect(url).toMatch(/^https:\/\/otklik\.example\/scheduling\/files\/[\w.-]+$/);
      expect(extension).toEqual({ state: ['RU-MOW'] });
    }
  });

  test('after a moment it names only what changed later, and whoever has a publication gets none of it again (P8)', () => {
    expect(of(new Date('2026-06-05T00:00:00Z')).output).toHaveLength(1);
    expect(of(at).output).toEqual([]);
  });

  test('tells that it is there in the words of schema.org (P17)', () => {
    expect(advertisementOf(names.publicUrl, 'Москва')).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Service',
      serviceType: 'https://github.com/smart-on-fhir/smart-scheduling-links',
      url: 'https://otklik.example/scheduling/$bulk-publish',
      provider: { '@type': 'Organization', name: 'Москва' },
    });
  });
});

describe('history', () => {
  const sample = {
    clinic_id: 'x',
    day: '2026-06-01',
    clinic: 'msk-a-191',
    specialty: 'therapist',
    kind: 'routine',
    mode: 'in-person',
    known: true,
    k1_days: 2,
    k3_days: null,
    places_7d: 4,
    load_permille: 812,
    clinics_all: 3,
    clinics_known: 2,
    simulated: false,
  };
  const silent = { ...sample, day: '2026-06-02', known: false, k1_days: 5 };
  async function* pages() {
    yield [sample];
    yield [];
    yield [silent];
  }
  const bytesOf = async (made: AsyncIterable<Uint8Array>) => {
    const parts: Uint8Array[] = [];
    for await (const part of made) parts.push(part);
    return Buffer.concat(parts);
  };

  test('CSV: days, more than the horizon and unknown are three things, beside coverage and method', async () => {
    const [head, first, second, end] = (await bytesOf(csvPages(pages()))).toString().split('\r\n');
    const row = (text: string) =>
      Object.fromEntries(
        text.split(';').map((cell, at) => [HISTORY_COLUMNS[at]!.name, cell.replaceAll('"', '')]),
      );
    expect(head!.split(';')).toHaveLength(HISTORY_COLUMNS.length);
    expect(row(first!)).toMatchObject({
      k1_state: 'days',
      k1_days: '2',
      k3_state: 'over-90',
      k3_days: '',
      clinics_all: '3',
      clinics_known: '2',
      method: 'otklik-waits-1',
    });
    expect(row(second!)).toMatchObject({ k1_state: 'unknown', k1_days: '', places_7d: '' });
    expect(end).toBe('');
  });

  test('Parquet, written a page at a time, reads as the same rows', async () => {
    const bytes = await bytesOf(parquetPages(pages(), { region: 'RU-MOW' }));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const rows = await parquetReadObjects({ file });
    expect(rows).toMatchObject([
      { day: '2026-06-01', k1_days: 2, k3_days: null, k3_state: 'over-90', clinics_known: 2 },
      { day: '2026-06-02', k1_days: null, k1_state: 'unknown', simulated: false },
    ]);
    const about = parquetMetadata(file as ArrayBuffer);
    expect(about.row_groups).toHaveLength(2);
    expect(about.key_value_metadata).toContainEqual({ key: 'method', value: 'otklik-waits-1' });
  });
});
