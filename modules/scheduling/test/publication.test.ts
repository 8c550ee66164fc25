import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { sql } from 'kysely';
import { insertMany } from '@otklik/db';
import { beforeAll, describe, expect, test } from 'vitest';
import { useServing } from '../../../apps/server/test/serving.ts';
import { CLINIC, DOCTOR, inside, OTHER, publish, push, slot, tellSlots } from './house.ts';

const house = useServing();
type Json = Record<string, never> & { [name: string]: unknown };
let source = '';
let seq = 1;

beforeAll(async () => {
  source = await tellSlots(house.it);
  await publish(house.it);
});

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  house.call(`/scheduling${path}`, {
    headers: { 'accept-encoding': 'identity', ...headers },
    method,
  });
const manifest = async (query = '') => {
  const answer = await ask(`/$bulk-publish${query}`);
  return {
    answer,
    json: (await answer.json()) as {
      transactionTime: string;
      request: string;
      output: { type: string; url: string; extension: { state: string[] } }[];
      error: unknown[];
    },
  };
};
const pathOf = (url: string): string => new URL(url).pathname.replace('/scheduling', '');
const linesOf = async (type: string): Promise<Json[]> => {
  const { json } = await manifest();
  const lines: Json[] = [];
  for (const { url } of json.output.filter((one) => one.type === type)) {
    const text = await (await ask(pathOf(url))).text();
    lines.push(
      ...text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Json),
    );
  }
  return lines;
};
const own = (line: Json): string =>
  (line['identifier'] as unknown as { value: string }[])[0]!.value;
const statuses = async () =>
  Object.fromEntries((await linesOf('Slot')).map((line) => [own(line), line['status']]));

describe('the publication', () => {
  test('is found under its own name, encoded or not, and whatever is accepted (P1, P2, P3, P5, P6)', async () => {
    const { answer, json } = await manifest('?x=1');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(answer.headers.get('cache-control')).toMatch(/max-age=\d+/);
    expect(json.request).toMatch(/\/scheduling\/\$bulk-publish\?x=1$/);
    expect(json.error).toEqual([]);
    for (const { extension } of json.output) expect(extension.state).toEqual(['RU-MOW']);
    const plain = await (await ask('/$bulk-publish')).text();
    expect(await (await ask('/%24bulk-publish')).text()).toBe(plain);
    expect(await (await ask('/$bulk-publish', { accept: 'application/json' })).text()).toBe(plain);
    const file = pathOf(json.output[0]!.url);
    const words = await ask(file);
    expect(words.headers.get('content-type')).toBe('application/fhir+ndjson');
    expect(await (await ask(file, { accept: 'application/fhir+ndjson' })).text()).toBe(
      await words.text(),
    );
  });

  test('names clinics, timetables and slots that lead to each other, each id once (P9, P10, P11, P12, P18)', async () => {
    const [places, timetables, slots, services] = [
      await linesOf('Location'),
      await linesOf('Schedule'),
      await linesOf('Slot'),
      await linesOf('HealthcareService'),
    ];
    const ids = (lines: readonly Json[]) => lines.map(({ id }) => id as unknown as string);
    expect(ids(places).toSorted()).toEqual([CLINIC, OTHER]);
    for (const list of [places, timetables, slots, services]) {
      expect(new Set(ids(list)).size).toBe(list.length);
      for (const id of ids(list)) expect(id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
    }
    for (const { actor, serviceType } of timetables) {
      const [one, ...more] = actor as unknown as { reference: string }[];
      expect([ids(places), more]).toEqual([expect.arrayContaining([one!.reference.slice(9)]), []]);
      expect(serviceType).toMatchObject([{ coding: [{ code: expect.any(String) as string }] }, {}]);
    }
    const known = new Set(ids(timetables).map((id) => `Schedule/${id}`));
    for (const one of slots) {
      expect(known).toContain((one['schedule'] as unknown as { reference: string }).reference);
      const [start, end] = [String(one['start']), String(one['end'])];
      expect(start).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+03:00$/);
      expect(Date.parse(start)).toBeLessThan(Date.parse(end));
    }
    for (const { location, active, specialty } of services) {
      expect(active).toBe(true);
      expect(specialty).toHaveLength(1);
      expect(ids(places)).toContain(
        (location as unknown as { reference: string }[])[0]!.reference.slice(9),
      );
    }
  });

  test('free is what can be booked now; the rest is told too, and as what it is (P12, P14, P15)', async () => {
    expect(await statuses()).toEqual({
      free: 'free',
      many: 'free',
      busy: 'busy',
      held: 'busy-tentative',
      blocked: 'busy-unavailable',
      error: 'busy-unavailable',
      odd: 'busy-unavailable',
      'none-left': 'busy',
      embargo: 'busy-unavailable',
      closed: 'busy-unavailable',
      gone: 'free',
      'next-week': 'free',
      other: 'free',
      tele: 'free',
      'by-referral': 'free',
      surgeon: 'free',
    });
  });

  test('is one file a week and okrug, and says nowhere what a doctor is called', async () => {
    const { json } = await manifest();
    expect(json.output.map(({ url }) => url.split('/').at(-1))).toEqual([
      'locations.ndjson',
      'schedules.ndjson',
      'services.ndjson',
      'slots-2026-W24-szao.ndjson',
      'slots-2026-W24-vao.ndjson',
      'slots-2026-W25-vao.ndjson',
    ]);
    for (const { url } of json.output)
      expect(await (await ask(pathOf(url))).text()).not.toContain(DOCTOR.slice(0, 8));
  });

  test('whoever has it is told so: lists of tags, a tag before a date, packed and not (P7)', async () => {
    for (const path of ['/$bulk-publish', '/files/locations.ndjson', '/service.json']) {
      const first = await ask(path);
      const tag = first.headers.get('etag')!;
      const date = first.headers.get('last-modified')!;
      expect(tag).toMatch(/^"[^"]+"$/);
      const status = async (headers: Record<string, string>, method = 'GET') => {
        const answer = await ask(path, headers, method);
        return [answer.status, (await answer.text()).length > 0];
      };
      expect(await status({ 'if-none-match': tag })).toEqual([304, false]);
      expect(await status({ 'if-none-match': `"x", W/${tag}` })).toEqual([304, false]);
      expect(await status({ 'if-none-match': '*' })).toEqual([304, false]);
      expect(await status({ 'if-modified-since': date })).toEqual([304, false]);
      expect(await status({ 'if-none-match': '"x"', 'if-modified-since': date })).toEqual([
        200,
        true,
      ]);
      expect(await status({ 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' })).toEqual([
        200,
        true,
      ]);
      expect(await status({ 'if-modified-since': 'never' })).toEqual([200, true]);
      expect(await status({}, 'HEAD')).toEqual([200, false]);
      const packed = await ask(path, { 'accept-encoding': 'gzip' });
      expect(packed.headers.get('content-encoding')).toBe('gzip');
      // Other bytes, other tag; either is known.
      expect(packed.headers.get('etag')).not.toBe(tag);
      expect(await packed.text()).toBe(await first.text());
      expect(await status({ 'if-none-match': packed.headers.get('etag')! })).toEqual([304, false]);
    }
    expect(
      (await ask('/files/locations.ndjson', { 'accept-encoding': 'gzip;q=0' })).headers.get(
        'content-encoding',
      ),
    ).toBe(null);
  });

  test('a file has its length, and unpacked it is the same lines (P9)', async () => {
    const name = '/files/slots-2026-W24-vao.ndjson';
    const plain = await ask(name);
    const text = await plain.text();
    expect(plain.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    const packed = await inside(house.it, (tx) =>
      tx.db
        .selectFrom('scheduling_files')
        .select(['packed', 'lines'])
        .where('name', '=', 'slots-2026-W24-vao.ndjson')
        .executeTakeFirstOrThrow(),
    );
    expect(gunzipSync(packed.packed).toString()).toBe(text);
    expect(text.split('\n').filter(Boolean)).toHaveLength(packed.lines);
  });

  test('what nobody knows here is refused in FHIR’s words', async () => {
    for (const [path, status, method] of [
      ['/files/slots-2026-W24-nowhere.ndjson', 404, 'GET'],
      ['/files/..%2f..%2fetc', 404, 'GET'],
      ['/elsewhere', 404, 'GET'],
      ['/$bulk-publish', 405, 'POST'],
      ['/history.csv?colour=red', 400, 'GET'],
      ['/history.csv?from=tomorrow', 422, 'GET'],
    ] as const) {
      const answer = await ask(path, {}, method);
      expect([path, answer.status]).toEqual([path, status]);
      expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    }
  });
});

describe('the next publication', () => {
  test('is not made where nothing can have changed, and is the same to the letter where nothing did', async () => {
    const before = await (await ask('/$bulk-publish')).text();
    const acts = async () => {
      const { rows } = await inside(house.it, (tx) =>
        sql<{
          n: number;
        }>`select count(*)::int as n from audit_rows where action like 'scheduling.%'`.execute(
          tx.db,
        ),
      );
      return rows[0]!.n;
    };
    const count = await acts();
    await publish(house.it);
    expect(await (await ask('/$bulk-publish')).text()).toBe(before);
    expect(await acts()).toEqual(count);
  });

  test('sends again only what changed, and what was taken away as unavailable (P8)', async () => {
    const since = (await manifest()).json.transactionTime;
    house.it.clock.advance(60_000);
    seq += 1;
    const before = (await linesOf('Slot')).find((line) => own(line) === 'gone')!['id'];
    await push(house.it, source, seq, [slot(house.it, 'gone', 50, { status: 'busy' })], {
      mode: 'DIFF',
    });
    seq += 1;
    // A whole list of the clinic that does not name it any more.
    await push(house.it, source, seq, [...(await kept())], { mode: 'FULL', covers: [CLINIC] });
    await publish(house.it);
    const { json } = await manifest(`?_since=${encodeURIComponent(since)}`);
    const changed = json.output.map(({ url }) => url.split('/').at(-1));
    expect(changed).toContain('slots-2026-W24-vao.ndjson');
    expect(changed).not.toContain('locations.ndjson');
    expect(changed).not.toContain('slots-2026-W24-szao.ndjson');
    const gone = (await linesOf('Slot')).find((line) => own(line) === 'gone')!;
    expect([gone['status'], gone['id']]).toEqual(['busy-unavailable', before]);
    for (const nonsense of ['?_since=yesterday', '?_since=', '?_since=2026-99-99T00:00:00Z'])
      expect((await manifest(nonsense)).json.output.length).toBeGreaterThanOrEqual(6);
    expect((await manifest(`?_since=${json.transactionTime}`)).json.output).toEqual([]);
  });

  test('a place whose time has come is free, and one whose time has passed is gone (P15)', async () => {
    house.it.clock.advance(2 * 3_600_000 + 60_000);
    await publish(house.it);
    const now = await statuses();
    expect(now['embargo']).toBe('free');
    expect(now).not.toHaveProperty('free');
    expect(now).toHaveProperty('many');
  });

  test('of a silent source nothing is told but that nothing is known (P16)', async () => {
    house.it.clock.advance(3 * 3_600_000);
    await house.it.faces.access.wakeWaits({ kind: 'system', region: 'RU-MOW', name: 'clock' }, {});
    await publish(house.it);
    expect(await statuses()).toEqual({});
    for (const { extension } of await linesOf('Schedule'))
      expect(extension).toMatchObject([{ valueCode: 'unknown' }]);
    // Files that had something to say stay, empty: whoever takes only what changed sees it.
    expect((await manifest()).json.output).toHaveLength(6);
  });

  test('a week that is over leaves it, and the file stays an hour for whoever reads it', async () => {
    house.it.clock.advance(6 * 24 * 3_600_000);
    await publish(house.it);
    const names = (await manifest()).json.output.map(({ url }) => url.split('/').at(-1));
    expect(names).not.toContain('slots-2026-W24-vao.ndjson');
    expect(names).toContain('slots-2026-W25-vao.ndjson');
    expect((await ask('/files/slots-2026-W24-vao.ndjson')).status).toBe(404);
    const left = () =>
      inside(house.it, (tx) =>
        tx.db
          .selectFrom('scheduling_files')
          .select('name')
          .where('name', '=', 'slots-2026-W24-vao.ndjson')
          .execute(),
      );
    expect((await left()).length).toBeGreaterThan(0);
  });
});

describe('history of daily waits', () => {
  test('comes as CSV and Parquet, a page at a time in one order, with coverage, and once', async () => {
    await inside(house.it, async (tx) => {
      const { id } = await tx.db
        .selectFrom('clinics')
        .select('id')
        .where('code', '=', CLINIC)
        .executeTakeFirstOrThrow();
      const { id: other } = await tx.db
        .selectFrom('clinics')
        .select('id')
        .where('code', '=', OTHER)
        .executeTakeFirstOrThrow();
      // More than one page of 5,000.
      const days = Array.from({ length: 2600 }, (_, n) =>
        new Date(Date.UTC(2015, 0, 1 + n)).toISOString().slice(0, 10),
      );
      for (const [clinic_id, known] of [
        [id, true],
        [other, false],
      ] as const)
        await insertMany(
          tx,
          'access_wait_days',
          days.map((day) => ({
            region_id: 'RU-MOW',
            clinic_id,
            specialty: 'urologist',
            kind: 'routine',
            mode: 'in-person',
            day,
            k1_days: known ? 3 : null,
            k3_days: null,
            known,
            places_7d: 2,
            load_permille: 500,
            demo: false,
          })),
        );
    });
    const query = '?specialty=urologist&from=2015-01-01&to=2025-12-31';
    const csv = await ask(`/history.csv${query}`);
    const lines = (await csv.text()).trim().split('\r\n').slice(1);
    expect(lines).toHaveLength(5200);
    expect(new Set(lines).size).toBe(5200);
    expect(lines[0]).toContain(';2;1;');
    const tag = csv.headers.get('etag')!;
    expect((await ask(`/history.csv${query}`, { 'if-none-match': tag })).status).toBe(304);
    const packed = await ask(`/history.csv${query}`, { 'accept-encoding': 'gzip' });
    expect((await packed.text()).trim().split('\r\n')).toHaveLength(5201);
    const one = await ask(`/history.csv?clinic=${OTHER}&specialty=urologist&to=2015-01-02`);
    expect((await one.text()).match(/"unknown"/g)).toHaveLength(4);
    const parquet = await ask(`/history.parquet${query}`);
    expect(parquet.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const rows = await parquetReadObjects({ file: await parquet.arrayBuffer() });
    expect(rows).toHaveLength(5200);
    expect(rows[1]).toMatchObject({ clinics_all: 2, clinics_known: 1, method: 'otklik-waits-1' });
  });
});

/** What the clinic's list still names. */
async function kept(): Promise<object[]> {
  const at = (id: string, hours: number, more: object = {}) =>
    // A minute has passed since they were told.
    slot(house.it, id, hours - 1 / 60, { doctor: DOCTOR, ...more });
  return [
    at('free', 2, { book_url: 'https://booking.example/?slot=1' }),
    at('many', 3, { capacity: 4 }),
    at('busy', 4, { status: 'busy' }),
    at('held', 5, { status: 'busy-tentative' }),
    at('blocked', 6, { status: 'busy-unavailable' }),
    at('error', 7, { status: 'entered-in-error' }),
    at('odd', 8, { status: 'lunch' }),
    at('none-left', 9, { capacity: 0 }),
    at('embargo', 10, {
      bookable_from: new Date(house.it.clock.now().getTime() + 3_600_000).toISOString(),
    }),
    at('closed', 30),
    at('next-week', 24 * 7),
    at('tele', 2.5, { mode: 'tele', doctor: 'another' }),
    at('by-referral', 2.75, { kind: 'referral' }),
    at('surgeon', 2, { specialty: 'surgeon', doctor: undefined }),
  ];
}
