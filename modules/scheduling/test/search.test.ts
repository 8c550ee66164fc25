import { beforeAll, describe, expect, test } from 'vitest';
import { useServing } from '../../../apps/server/test/serving.ts';
import { CLINIC, DOCTOR, OTHER, publish, tellSlots } from './house.ts';

const house = useServing();
type Resource = Record<string, unknown> & { id: string; resourceType: string; status?: string };
interface Bundle {
  readonly total?: number;
  readonly link: { relation: string; url: string }[];
  readonly entry?: { resource: Resource; search: { mode: string } }[];
  readonly issue?: {
    code: string;
    details: { coding: { code: string }[] };
    expression?: string[];
  }[];
}

beforeAll(async () => {
  await tellSlots(house.it);
  await publish(house.it);
});

async function ask(path: string, init: RequestInit = {}) {
  const answer = await house.call(
    path.startsWith('http') ? new URL(path).pathname + new URL(path).search : `/fhir/R4${path}`,
    init,
  );
  const text = await answer.text();
  expect(text).not.toContain(DOCTOR.slice(0, 8));
  return { status: answer.status, json: JSON.parse(text) as Bundle };
}
const own = (resource: Resource): string =>
  (resource['identifier'] as { value: string }[])[0]!.value;
const found = async (query: string): Promise<string[]> => {
  const { status, json } = await ask(`/Slot${query}`);
  expect([query, status]).toEqual([query, 200]);
  return (json.entry ?? [])
    .filter(({ search }) => search.mode === 'match')
    .map(({ resource }) => own(resource));
};
const refused = async (query: string, init: RequestInit = {}) => {
  const { status, json } = await ask(`/Slot${query}`, init);
  return [status, json.issue?.[0]?.details.coding[0]?.code];
};
const next = ({ link }: Bundle) => link.find(({ relation }) => relation === 'next')?.url;

describe('a search of slots', () => {
  test('by time with every comparator; a malformed one is refused (F1, F4)', async () => {
    // Free at 14:00, many at 15:00, busy at 16:00 of 10 June in Moscow.
    const at = async (query: string) =>
      (
        await found(
          `?schedule.actor:Location=Location/${CLINIC}&specialty=therapist&appointment-type=ROUTINE&service-category=in-person&${query}`,
        )
      ).slice(0, 3);
    expect(await at('start=2026-06-10T15:00')).toEqual(['many']);
    expect(await at('start=eq2026-06-10T12:00:00Z')).toEqual(['many']);
    expect(await at('start=ge2026-06-10T15:00:00%2B03:00')).toEqual(['many', 'busy', 'held']);
    expect(await at('start=ge2026-06-10T15:00:00+03:00')).toEqual(['many', 'busy', 'held']);
    expect(await at('start=gt2026-06-10T15:00')).toEqual(['busy', 'held', 'blocked']);
    expect(await at('start=sa2026-06-10T15:00')).toEqual(['busy', 'held', 'blocked']);
    expect(await at('start=le2026-06-10T15:00')).toEqual(['free', 'many']);
    expect(await at('start=lt2026-06-10T15:00')).toEqual(['free']);
    expect(await at('start=eb2026-06-10T15:00')).toEqual(['free']);
    expect(await at('start=ne2026-06-10T15:00')).toEqual(['free', 'busy', 'held']);
    expect(await at('start=ge2026-06-10T15:00&start=lt2026-06-10T16:00')).toEqual(['many']);
    expect(await at('start=2026-06-17')).toEqual(['next-week']);
    expect(await at('end=le2026-06-10T14:15')).toEqual(['free']);
    for (const wrong of ['2026-02-30', 'ap2026-06-10', 'soon', '10.06.2026'])
      expect(await refused(`?start=${wrong}`)).toEqual([400, 'start']);
  });

  test('by every code; one that nobody knows finds nothing (F1, F3)', async () => {
    const base = 'http://127.0.0.1';
    expect(await found('?specialty=surgeon')).toEqual(['surgeon']);
    expect(await found('?service-type=surgeon')).toEqual(['surgeon']);
    expect(await found('?specialty=surgeon,therapist&service-type=surgeon')).toEqual(['surgeon']);
    expect(await found('?service-category=tele')).toEqual(['tele']);
    expect(await found('?appointment-type=referral')).toEqual(['by-referral']);
    expect(
      await found('?appointment-type=http://terminology.hl7.org/CodeSystem/v2-0276|CHECKUP'),
    ).toEqual([]);
    expect(await found('?specialty=astrologer')).toEqual([]);
    expect(await found(`?specialty=${base}/other|surgeon`)).toEqual([]);
    expect(await found('?identifier=held')).toEqual(['held']);
    expect(await found('?identifier=urn:x|held')).toEqual([]);
    expect(await found('?schedule=Schedule/none')).toEqual([]);
    expect(await found(`?schedule.actor=Location/${OTHER}`)).toEqual(['other']);
    expect(await found('?status=busy,busy-tentative')).toEqual(['busy', 'held', 'none-left']);
    expect(await found('?status=entered-in-error')).toEqual(['error']);
    expect(await found('?status=busy-unavailable')).toEqual([
      'blocked',
      'odd',
      'embargo',
      'closed',
    ]);
    expect(await refused('?status=open')).toEqual([400, 'status']);
    expect(await refused('?status=free,open')).toEqual([400, 'status']);
  });

  test('a page ends where the next begins, each slot once, though slots come and go (F5)', async () => {
    const all = await found('');
    expect(all).toHaveLength(16);
    const seen: string[] = [];
    for (let url: string | undefined = '/Slot?_count=2&_sort=start'; url;) {
      const { json }: { json: Bundle } = await ask(url);
      // Three begin at one moment: the page ends between them.
      expect(json.entry!.length).toBeLessThanOrEqual(2);
      seen.push(...json.entry!.map(({ resource }) => own(resource)));
      url = next(json);
    }
    expect(seen).toEqual(all);
    expect(await found('?_sort=-start')).toEqual(all.toReversed());
    const down = await ask('/Slot?_count=3&_sort=-start');
    const after = await ask(next(down.json)!);
    expect(after.json.entry!.map(({ resource }) => own(resource))).toEqual(
      all.toReversed().slice(3, 6),
    );
    expect(await refused('?_cursor=%%%')).toEqual([400, '_cursor']);
    expect(await refused('?_count=many')).toEqual([400, '_count']);
  });

  test('tells how many only where it knows (F5)', async () => {
    expect((await ask('/Slot')).json.total).toBe(16);
    expect((await ask('/Slot?_count=3')).json.total).toBe(undefined);
    expect((await ask('/Slot?_count=3&_total=accurate')).json.total).toBe(16);
    const counted = await ask('/Slot?_summary=count&status=free&_count=2');
    expect(counted.json).toMatchObject({ total: 8 });
    expect(counted.json.entry).toBe(undefined);
    expect(next(counted.json)).toBe(undefined);
    expect((await ask('/Slot?_count=0')).json).not.toHaveProperty('entry');
  });

  test('brings timetables and clinics along, each once, and counts slots alone (F2)', async () => {
    const { json } = await ask(
      '/Slot?status=free&specialty=therapist&_include=Slot:schedule&_include:iterate=Schedule:actor&_count=4',
    );
    const modes = Map.groupBy(
      json.entry!,
      ({ search, resource }) => `${search.mode} ${resource.resourceType}`,
    );
    expect(modes.get('match Slot')).toHaveLength(4);
    const ids = json.entry!.map(({ resource }) => `${resource.resourceType}/${resource.id}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { resource } of modes.get('match Slot')!)
      expect(ids).toContain((resource['schedule'] as { reference: string }).reference);
    // None comes along that nobody asked for.
    const named = modes
      .get('match Slot')!
      .map(({ resource }) => (resource['schedule'] as { reference: string }).reference);
    expect(
      modes
        .get('include Schedule')!
        .map(({ resource }) => resource.id)
        .toSorted(),
    ).toEqual([...new Set(named)].map((reference) => reference.slice(9)).toSorted());
    for (const { resource } of modes.get('include Schedule')!)
      expect(ids).toContain((resource['actor'] as { reference: string }[])[0]!.reference);
    expect((await ask('/Slot?specialty=astrologer&_include=Slot:schedule')).json.entry).toBe(
      undefined,
    );
  });

  test('may be posted as a form; the form and the address count together (F5)', async () => {
    const { status, json } = await ask('/Slot/_search?specialty=surgeon', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'status=free&start=ge2026-06-10T00%3A00%3A00%2B03%3A00',
    });
    expect([status, json.entry!.map(({ resource }) => own(resource))]).toEqual([200, ['surgeon']]);
    expect(json.link[0]!.url).toContain('status=free');
    const wrong = await ask('/Slot/_search', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
    });
    expect(wrong.status).toBe(415);
  });

  test('leaves out what it does not know, or refuses it where that is asked; a modifier always (F7)', async () => {
    const strict = { headers: { prefer: 'handling=strict' } };
    const lenient = await ask('/Slot?colour=red&specialty=surgeon');
    expect([lenient.status, lenient.json.total]).toEqual([200, 1]);
    expect(lenient.json.link[0]!.url).not.toContain('colour');
    expect(await refused('?colour=red', strict)).toEqual([400, 'search-parameter']);
    expect(await refused('?_include=Slot:colour', strict)).toEqual([400, '_include']);
    expect(await refused('?_sort=colour', strict)).toEqual([400, '_sort']);
    expect(await refused('?status:not=free')).toEqual([400, 'search-parameter']);
    expect((await ask('/Slot?specialty=surgeon', strict)).status).toBe(200);
  });
});

test('a slot, a timetable and a clinic are read by their ids; others are not found (F6)', async () => {
  const { json } = await ask(
    '/Slot?identifier=many&_include=Slot:schedule&_include:iterate=Schedule:actor',
  );
  for (const { resource } of json.entry!) {
    const again = await ask(`/${resource.resourceType}/${resource.id}`);
    expect([again.status, again.json]).toEqual([200, resource]);
  }
  for (const path of [
    '/Slot/x',
    '/Slot/00000000-0000-4000-8000-000000000000',
    '/Schedule/00000000-0000-4000-8000-000000000000',
    '/Location/nowhere',
  ]) {
    const none = await ask(path);
    expect([path, none.status, none.json.issue![0]!.code]).toEqual([path, 404, 'not-found']);
  }
});

test('timetables and clinics are searched as well', async () => {
  const timetables = await ask(
    `/Schedule?actor=Location/${CLINIC}&specialty=surgeon&_include=Schedule:actor`,
  );
  expect(
    timetables.json.entry!.map(({ resource, search }) => [resource.resourceType, search.mode]),
  ).toEqual([
    ['Schedule', 'match'],
    ['Location', 'include'],
  ]);
  const { json } = await ask('/Schedule?_count=2');
  const rest = await ask(next(json)!);
  const ids = [...json.entry!, ...rest.json.entry!].map(({ resource }) => resource.id);
  expect(new Set(ids).size).toBe(4);
  expect((await ask('/Schedule?active=false')).json.total).toBe(0);
  const names = async (query: string) =>
    ((await ask(`/Location${query}`)).json.entry ?? []).map(({ resource }) => resource.id);
  expect(await names('')).toEqual([CLINIC, OTHER]);
  expect(await names(`?_id=${OTHER}`)).toEqual([OTHER]);
  expect(await names(`?identifier=${OTHER}`)).toEqual([OTHER]);
  expect(await names(`?name=${encodeURIComponent('городская поликлиника №191')}`)).toEqual([
    CLINIC,
  ]);
  const first = await ask('/Location?_count=1');
  expect((await ask(next(first.json)!)).json.entry!.map(({ resource }) => resource.id)).toEqual([
    OTHER,
  ]);
  const posted = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  };
  expect((await ask('/Schedule/_search', posted)).status).toBe(200);
  expect((await ask('/Location/_search', posted)).status).toBe(200);
});

describe('as GP Connect asks', () => {
  const headers = {
    'ssp-interactionid': 'urn:nhs:names:services:gpconnect:fhir:rest:search:slot-1',
  };
  const good = 'start=ge2026-06-10&end=le2026-06-16&status=free&_include=Slot:schedule';

  test('free slots wholly inside, or an empty bundle', async () => {
    const { status, json } = await ask(`/Slot?${good}&specialty=therapist&searchFilter=x|y`, {
      headers,
    });
    expect(status).toBe(200);
    const slots = json.entry!.filter(({ search }) => search.mode === 'match');
    expect(slots.map(({ resource }) => own(resource))).toEqual(
      expect.arrayContaining(['free', 'many', 'gone']) as string[],
    );
    const inside = await ask(
      '/Slot?start=ge2026-06-10T14:05&end=le2026-06-10T15:10&status=free&_include=Slot:schedule',
      { headers },
    );
    // One begins before, one ends after: neither is inside.
    expect(
      (inside.json.entry ?? []).filter(({ resource }) => ['free', 'many'].includes(own(resource))),
    ).toEqual([]);
    const none = await ask(
      '/Slot?start=ge2030-01-01&end=le2030-01-02&status=free&_include=Slot:schedule',
      { headers },
    );
    expect([none.status, none.json.total, none.json.entry]).toEqual([200, 0, undefined]);
  });

  test.each([
    [good.replace('ge', 'gt'), 'start'],
    [good.replace('start=ge2026-06-10&', ''), 'start'],
    [`${good}&start=ge2026-06-11`, 'start'],
    [good.replace('le', 'lt'), 'end'],
    [`${good}&end=le2026-06-11`, 'end'],
    [good.replace('06-16', '06-25'), 'start, end'],
    [good.replace('06-16', '06-09'), 'start, end'],
    [good.replace('=free', '=busy'), 'status'],
    [good.replace('&status=free', ''), 'status'],
    [good.replace('&_include=Slot:schedule', ''), '_include'],
  ])('%s is refused', async (query, place) => {
    const { status, json } = await ask(`/Slot?${query}`, { headers });
    expect([
      status,
      json.issue!.map(({ details, expression }) => [details.coding[0]!.code, expression]),
    ]).toEqual([422, [['INVALID_PARAMETER', [place]]]]);
    // Others may ask so.
    expect((await ask(`/Slot?${query}`)).status).toBe(200);
  });
});

describe('Appointment/$find', () => {
  const period = 'start=2026-06-10T00:00:00%2B03:00&end=2026-06-12T00:00:00%2B03:00';
  const find = (query: string) => ask(`/Appointment/$find?${query}`);
  const starts = ({ json }: { json: Bundle }) =>
    (json.entry ?? []).map(({ resource }) => String(resource['start']).slice(8, 16));

  test('proposes what is free, counts it, and holds nothing', async () => {
    const { status, json } = await find(
      `${period}&specialty=therapist&visit-type=ROUTINE&location-reference=Location/${CLINIC}`,
    );
    expect([status, json.total]).toEqual([200, 3]);
    for (const { resource } of json.entry!) {
      expect(resource).toMatchObject({ resourceType: 'Appointment', status: 'proposed' });
      expect(JSON.stringify(resource)).not.toContain('Patient');
    }
    expect(starts({ json })).toEqual(['10T14:00', '10T14:30', '10T15:00']);
    const page = await find(`${period}&specialty=therapist&_count=2`);
    expect([page.json.entry!.length, page.json.total]).toEqual([2, 5]);
    expect((await ask(next(page.json)!)).json.entry).toHaveLength(2);
    expect((await found('?status=free')).length).toBe(8);
  });

  test('by POST with Parameters the same, whatever stands in it of a patient', async () => {
    const parameter = [
      { name: 'start', valueDateTime: '2026-06-10T00:00:00+03:00' },
      { name: 'end', valueDateTime: '2026-06-12T00:00:00+03:00' },
      { name: 'specialty', valueCodeableConcept: { coding: [{ code: 'surgeon' }] } },
      { name: 'location-reference', valueReference: { reference: `Location/${CLINIC}` } },
      {
        name: 'patient-resource',
        resource: { resourceType: 'Patient', name: [{ family: DOCTOR }] },
      },
      { name: 'patient-reference', valueReference: { reference: `Patient/${DOCTOR}` } },
    ];
    const { status, json } = await ask('/Appointment/%24find', {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Parameters', parameter }),
    });
    expect([status, json.total, starts({ json })]).toEqual([200, 1, ['10T14:00']]);
  });

  test('takes both ends or neither, once each; a doctor is found by no name', async () => {
    for (const wrong of [
      'start=2026-06-10',
      'end=2026-06-10',
      `${period}&start=2026-06-11`,
      'start=x&end=2026-06-10',
      'start=2026-06-12&end=2026-06-10',
      `${period}&_count=x`,
    ])
      expect([wrong, (await find(wrong)).status]).toEqual([wrong, 400]);
    expect((await find('')).json.total).toBe(8);
    expect((await find(`${period}&practitioner=Practitioner/1`)).json.total).toBe(0);
    expect((await find(`${period}&organization=Organization/${OTHER}`)).json.total).toBe(1);
    expect(
      (await find(`${period}&location-string=${encodeURIComponent('Поликлиника №219')}`)).json
        .total,
    ).toBe(1);
    expect((await find(`${period}&location-string=nowhere`)).json.total).toBe(0);
    const strict = await ask(`/Appointment/$find?${period}&colour=red`, {
      headers: { prefer: 'handling=strict' },
    });
    expect(strict.status).toBe(400);
  });
});

test('the capability statement names each search, its parameters and the operation', async () => {
  const { json } = await ask('/metadata');
  const { resource } = (json as unknown as { rest: [{ resource: Record<string, unknown>[] }] })
    .rest[0];
  const of = (type: string) => resource.find((one) => one['type'] === type)!;
  expect((of('Slot')['searchParam'] as { name: string }[]).map(({ name }) => name)).toEqual([
    '_id',
    'schedule',
    'start',
    'end',
    'status',
    'identifier',
    'appointment-type',
    'service-category',
    'service-type',
    'specialty',
  ]);
  expect(of('Slot')['searchInclude']).toEqual(['Slot:schedule']);
  expect(of('Location')['interaction']).toHaveLength(2);
  expect(of('Appointment')['operation']).toMatchObject([{ name: 'find' }]);
});
