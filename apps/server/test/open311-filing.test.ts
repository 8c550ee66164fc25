import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId, regionScope } from '@otklik/kernel';
import { REGION, staff } from '../../../tests/support/installation.ts';
import { agree, askRefused, BASE, readXml, type Errors } from './open311-support.ts';
import { rawRequest, useServing } from './serving.ts';

const serving = useServing();
const PATH = `${BASE}/requests`;
let key = '';
beforeAll(async () => {
  key = await serving.key('complaints:write');
});

let stories = 0;
/** A body as a neighbour's system would send it; what is undefined is left out. */
function body(over: Record<string, string | undefined> = {}): string {
  stories += 1;
  const given: Record<string, string | undefined> = {
    api_key: key,
    service_code: 'wait-at-door-over-1h',
    address_id: 'msk-a-001-v',
    description: `Записалась на девять утра, вошла в половине двенадцатого. Раз ${stories}.`,
    'attribute[appointed_at]': '2026-06-10T09:00:00+03:00',
    'attribute[started_at]': '2026-06-10T08:30:00Z',
    email: 'patient@example.org',
    ...over,
  };
  const named = Object.entries(given).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return new URLSearchParams(named).toString();
}
const form = (text: string, over: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...over },
  body: text,
});

interface Taken {
  service_request_id: string;
  service_notice: string;
  account_id: null;
}
async function filed(text: string, query = ''): Promise<Taken> {
  const response = await serving.call(`${PATH}.json${query}`, form(text));
  const taken = (await response.json()) as [Taken];
  expect([response.status, taken]).toEqual([201, [expect.anything()]]);
  return taken[0];
}
const seenByModerator = (number: string) =>
  serving.it.faces.complaints.getComplaint(
    staff(newId(), { role: 'moderator', reach: { kind: 'region' } }),
    { number },
  );
const countCases = (): Promise<number> =>
  serving.it.app.store.withScope(regionScope(REGION), async (tx) => {
    const rows = await tx.db.selectFrom('cases').select('id').execute();
    return rows.length;
  });

describe('a filing', () => {
  test('gets its id at once, in both formats, and the author the letter', async () => {
    const text = body();
    const xml = await serving.call(`${PATH}.xml`, form(text));
    const json = await serving.call(`${PATH}.json`, form(text));
    expect([xml.status, json.status]).toEqual([201, 201]);
    expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(xml.headers.get('access-control-allow-origin')).toBeNull();
    expect(xml.headers.get('cache-control')).toBe('no-store');
    const node = readXml(await xml.text());
    const taken = (await json.json()) as [Taken];
    expect(node.name).toBe('service_requests');
    // The same key and body within ten minutes: the same id, in either format.
    agree(node, taken);
    expect(Object.keys(taken[0])).toEqual(['service_request_id', 'service_notice', 'account_id']);
    await serving.it.runJobs();
    expect(serving.it.letters.map((letter) => letter.to)).toContain('patient@example.org');
  });

  test('sent again nine minutes later it is the same, with another word it is another', async () => {
    const text = body();
    const first = await filed(text);
    const before = await countCases();
    serving.it.clock.advance(9 * 60_000);
    expect(await filed(text)).toEqual(first);
    expect(await countCases()).toBe(before);
    expect((await filed(body())).service_request_id).not.toBe(first.service_request_id);
  });

  test('of another key with the same body is another act', async () => {
    const other = await serving.key('complaints:write');
    const text = body();
    const first = await filed(text);
    const second = await filed(text.replace(encodeURIComponent(key), encodeURIComponent(other)));
    expect(second.service_request_id).not.toBe(first.service_request_id);
  });

  test('takes the key from the address as well', async () => {
    expect(
      (await filed(body({ api_key: undefined }), `?api_key=${key}`)).service_request_id,
    ).toBeTruthy();
  });

  test('times with a zone become the local times of the clinic', async () => {
    const { service_request_id: number } = await filed(body());
    const seen = await seenByModerator(number);
    expect(seen.breach).toMatchObject({ broken: true, over_min: 90 });
    expect(seen.clinic.code).toBe('msk-a-001-v');
  });

  test('names, telephone, device and picture go to the closed part, the e-mail nowhere', async () => {
    const { service_request_id: number } = await filed(
      body({
        first_name: 'Анна',
        last_name: 'Петрова',
        phone: '+7 916 000-00-00',
        device_id: 'dev-17',
        media_url: 'https://pictures.example.org/1.jpg',
      }),
    );
    const seen = await seenByModerator(number);
    for (const word of ['Анна Петрова', '+7 916 000-00-00', 'dev-17', 'pictures.example.org'])
      expect(seen.private).toContain(word);
    expect(seen.original).not.toContain('Анна');
    expect(JSON.stringify(seen)).not.toContain('patient@example.org');
  });

  test('words in brackets and signs stay words', async () => {
    const story = '<script>alert(1)</script> & "кавычки" в очереди на полтора часа';
    const { service_request_id: number } = await filed(body({ description: story }));
    expect((await seenByModerator(number)).original).toBe(story);
  });

  test('one value sent as a list, and a list sent as one value', async () => {
    const as_list = body({
      'attribute[appointed_at]': undefined,
      'attribute[appointed_at][]': '2026-06-10T09:00',
    });
    expect((await filed(as_list)).service_request_id).toBeTruthy();
    const broken = (facility: Record<string, string>) =>
      body({
        service_code: 'accessibility-broken',
        'attribute[appointed_at]': undefined,
        'attribute[started_at]': undefined,
        'attribute[seen_at]': '2026-06-10T09:00',
        ...facility,
      });
    const { service_request_id: number } = await filed(broken({ 'attribute[facility]': 'ramp' }));
    expect((await seenByModerator(number)).facts).toMatchObject({ facility: ['ramp'] });
    const two = `${broken({ 'attribute[facility][]': 'ramp' })}&attribute%5Bfacility%5D%5B%5D=lift`;
    const { service_request_id: both } = await filed(two);
    expect((await seenByModerator(both)).facts).toMatchObject({ facility: ['ramp', 'lift'] });
  });
});

describe('the place', () => {
  test('a point picks the one clinic near it', async () => {
    const { clinics } = await serving.it.faces.registry.findClinics(
      { kind: 'visitor', region: REGION, origin: 'x' },
      { limit: 100 },
    );
    const far = clinics.filter((one) => one.lat !== null);
    const alone = await Promise.all(
      far.map(async (one) => {
        const near = await serving.it.faces.registry.findNearest(
          { kind: 'visitor', region: REGION, origin: 'x' },
          { lat: one.lat!, lng: one.lng! },
        );
        return near.filter((other) => other.distance_m <= 300).length === 1 ? one : null;
      }),
    );
    const clinic = alone.find((one) => one !== null)!;
    const { service_request_id: number } = await filed(
      body({ address_id: undefined, lat: String(clinic.lat), long: String(clinic.lng) }),
    );
    const seen = await seenByModerator(number);
    expect([seen.clinic.code, seen.private]).toEqual([clinic.code, null]);
  });

  test('a point with no clinic near is taken, and the moderator is told', async () => {
    const { service_request_id: number } = await filed(
      body({ address_id: undefined, lat: '55.0', long: '36.0' }),
    );
    const seen = await seenByModerator(number);
    expect(seen.private).toContain('55, 36');
    expect(seen.private).toContain(seen.clinic.code);
  });

  test('an address finds a clinic', async () => {
    const { service_request_id: number } = await filed(
      body({ address_id: undefined, address_string: 'поликлиника 2' }),
    );
    expect((await seenByModerator(number)).private).toContain('поликлиника 2');
  });
});

describe('what is refused', () => {
  const KEY = `otk_${'A'.repeat(43)}`;
  test.each<[string, Record<string, string | undefined>, number, string]>([
    ['no key', { api_key: undefined }, 403, 'api_key'],
    ['an empty key', { api_key: '' }, 403, 'api_key'],
    ['an unknown key', { api_key: KEY }, 403, 'api_key'],
    ['nonsense for a key', { api_key: 'x' }, 403, 'api_key'],
    ['no service', { service_code: undefined }, 400, 'service_code'],
    ['an empty service', { service_code: ' ' }, 400, 'service_code'],
    ['an unknown service', { service_code: 'nothing' }, 404, 'nothing'],
    ['no place', { address_id: undefined }, 400, 'lat и long'],
    ['half a point', { lat: '55.7' }, 400, 'lat и long'],
    ['the other half', { long: '37.6' }, 400, 'lat и long'],
    ['an empty half', { lat: '', long: '37.6' }, 400, 'lat и long'],
    ['a latitude beyond', { lat: '91', long: '37' }, 400, 'lat'],
    ['a longitude beyond', { lat: '55', long: '-181' }, 400, 'long'],
    ['words for a latitude', { lat: 'north', long: '37' }, 400, 'lat'],
    ['infinity', { lat: 'Infinity', long: '37' }, 400, 'lat'],
    ['a power of ten', { lat: '5e1', long: '37' }, 400, 'lat'],
    ['an unknown clinic', { address_id: 'nowhere' }, 400, 'address_id'],
    ['a clinic that cannot be', { address_id: "' or 1=1" }, 400, 'address_id'],
    [
      'no required answer',
      { 'attribute[appointed_at]': undefined },
      400,
      'attribute[appointed_at]',
    ],
    ['an empty required answer', { 'attribute[appointed_at]': '' }, 400, 'attribute[appointed_at]'],
    ['an answer that does not fit', { 'attribute[appointed_at]': 'вчера' }, 400, 'appointed_at'],
    ['a time to come', { 'attribute[started_at]': '2027-01-01T00:00:00Z' }, 400, 'started_at'],
    ['an unknown question', { 'attribute[x]': '1' }, 400, 'attribute[x]'],
    ['a question of nonsense', { 'attribute[[]]': '1' }, 400, 'attribute[[]]'],
    ['no description', { description: undefined }, 400, '20'],
    ['a short one', { description: 'Плохо.' }, 400, '20'],
    ['over 4,000 characters', { description: 'я'.repeat(4001) }, 400, '4000'],
    ['NUL', { description: `Записалась на девять утра \0 и ждала долго.` }, 400, ''],
    ['no e-mail at all', { email: undefined }, 400, 'email'],
    ['no address of the author', { email: 'nobody' }, 400, 'email'],
    ['a picture of another kind', { media_url: 'javascript:alert(1)' }, 400, 'media_url'],
    ['a picture that is no address', { media_url: 'picture.jpg' }, 400, 'media_url'],
    ['another jurisdiction', { jurisdiction_id: 'RU-SPE' }, 404, 'RU-MOW'],
  ])('%s', async (_what, over, status, word) => {
    const before = await countCases();
    const refused = await askRefused(serving, '/requests', form(body(over)));
    expect([refused.status, refused.said]).toEqual([status, expect.stringContaining(word)]);
    // No page of another site holds a key.
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await countCases()).toBe(before);
  });

  test('two keys, one in the address and another in the body', async () => {
    const other = await serving.key('complaints:write');
    const refused = await askRefused(serving, `/requests?api_key=${other}`, form(body()));
    expect([refused.status, refused.said]).toEqual([400, expect.stringContaining('api_key')]);
  });

  test('an unknown key of a list', async () => {
    const text = body({
      service_code: 'accessibility-broken',
      'attribute[appointed_at]': undefined,
      'attribute[started_at]': undefined,
      'attribute[seen_at]': '2026-06-10T09:00',
      'attribute[facility]': 'teleport',
    });
    const refused = await askRefused(serving, '/requests', form(text));
    expect([refused.status, refused.said]).toEqual([400, expect.stringContaining('facility')]);
  });

  test('several faults are told at once', async () => {
    const text = body({ 'attribute[appointed_at]': undefined, 'attribute[x]': '1' });
    const response = await serving.call(`${PATH}.json`, form(text));
    expect(((await response.json()) as Errors).length).toBe(2);
  });

  test('a key without the scope, and one that was revoked', async () => {
    const reader = await serving.keyWithoutScope();
    expect((await askRefused(serving, '/requests', form(body({ api_key: reader })))).status).toBe(
      403,
    );
    const actor = { kind: 'system', region: REGION, name: 'cli' } as const;
    const made = await serving.it.accounts.createApiKey(actor, {
      name: 'revoked',
      scopes: ['complaints:write'],
    });
    await serving.it.accounts.revokeApiKey(actor, { keyId: made.keyId });
    const refused = await askRefused(serving, '/requests', form(body({ api_key: made.key })));
    expect(refused.status).toBe(403);
  });

  test.each([
    'application/json',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/x-www-form-urlencoded; charset=windows-1251',
  ])('a body of type %s', async (type) => {
    const refused = await askRefused(serving, '/requests', form(body(), { 'content-type': type }));
    expect(refused.status).toBe(415);
  });

  test('bytes that are no UTF-8, broken escapes, a parameter given twice', async () => {
    for (const text of [
      `${body()}&x=%ff`,
      `${body()}&x=%zz`,
      `${body()}&email=other%40example.org`,
    ])
      expect((await askRefused(serving, '/requests', form(text))).status).toBe(400);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const chunks = [Buffer.from([0x61, 0x3d, 0xff, 0xfe])];
    const raw = await rawRequest(`${serving.base}${PATH}.xml`, { method: 'POST', headers, chunks });
    expect([raw.status, readXml(raw.text).name]).toEqual([400, 'errors']);
  });

  test('more than the quota of one key: 429 with the headers, in XML and JSON, and no other key waits', async () => {
    const limited = await serving.key('complaints:write', 1);
    await filed(body({ api_key: limited }));
    for (const format of ['xml', 'json']) {
      const asked = form(body({ api_key: limited }));
      const refused = await serving.call(`${PATH}.${format}`, asked);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('ratelimit-policy')).toBe('"otklik";q=1;w=3600');
      const text = await refused.text();
      if (format === 'xml') expect(readXml(text).name).toBe('errors');
      else expect(JSON.parse(text)).toMatchObject([{ code: '429' }]);
    }
    await filed(body());
  });

  test('a fault of ours says nothing of the inside, and stands in the log', async () => {
    const sql = new pg.Client({ connectionString: serving.it.superUrl });
    await sql.connect();
    await sql.query('alter table topics rename to topics_away');
    const refused = await askRefused(serving, '/services');
    await sql.query('alter table topics_away rename to topics');
    await sql.end();
    expect([refused.status, refused.said]).toEqual([500, expect.stringContaining('наша ошибка')]);
    expect(refused.said).not.toContain('topics');
    expect(serving.log.map((line) => line.event)).toContain('open311.failed');
  });

  test('over 256 KB', async () => {
    const large = body({ description: 'я'.repeat(200_000) });
    expect((await askRefused(serving, '/requests', form(large))).status).toBe(413);
  });
});
