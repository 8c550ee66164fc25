import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { useServing } from '../../../apps/server/test/serving.ts';
import { administrator, CLINIC, hoursOn, inside, lineOf, OTHER, visitor } from './house.ts';
import { lines, locationOf, manifestOf, scheduleOf, slotOf, usePublisher } from './publisher.ts';

const house = useServing();
const there = usePublisher(house);
const now = () => house.it.clock.now();
const minutes = (count: number): void => house.it.clock.advance(count * 60_000);

/** A source of its own for each test, with one clinic, one specialty, and files of its own. */
let made = 0;
async function publisher(specialty: string, more: object = {}) {
  made += 1;
  const own = made;
  const code = `published-${own}`;
  const path = (name: string): string => `/${own}/${name}`;
  const at = there.at;
  const put = (name: string, text: string) => there.put(path(name), text);
  put('locations', lines(locationOf('place')));
  put('schedules', lines(scheduleOf('s', 'place')));
  const listed = (slots: readonly string[]): string =>
    manifestOf(
      at,
      now(),
      ['Location', path('locations')],
      ['Schedule', path('schedules')],
      ...slots.map((name) => ['Slot', path(name)] as const),
    );
  /** These files, published anew whenever somebody asks … */
  const list = (...slots: readonly string[]): void =>
    there.put(path('$bulk-publish'), (_, response) => void response.end(listed(slots)));
  /** … or now, and never again. */
  const listOnce = (...slots: readonly string[]): void => put('$bulk-publish', listed(slots));
  list('slots');
  const kept = {
    code,
    name: `Published ${own}`,
    kind: 'smart' as const,
    intervalMinutes: 10,
    url: `${at}${path('$bulk-publish')}`,
    places: { place: CLINIC },
    services: { therapist: specialty },
    ...more,
  };
  await house.it.faces.access.putSource(administrator, kept);
  const told = async () => {
    const { sources } = await house.it.faces.access.listSources(administrator, {});
    const found = sources.find((one) => one.code === code)!;
    const faults = Object.fromEntries(found.faults.map(({ fault, count }) => [fault, count]));
    return { ...found, faults };
  };
  const again = async (): Promise<void> => {
    minutes(11);
    await there.look();
  };
  const free = async () => (await lineOf(house.it, CLINIC, specialty)).places_30d;
  /** Ends the source's looks, so that the next tests' looks are theirs. */
  const stop = () => house.it.faces.access.putSource(administrator, { ...kept, stopped: true });
  return { code, path, put, list, listOnce, told, again, free, stop, kept, look: there.look };
}
const at = (hours: number): string => hoursOn(house.it, hours);

describe('a publication', () => {
  test('is taken, compared by validators, and asked for again no sooner than it says', async () => {
    const it = await publisher('surgeon');
    const text = lines(slotOf('a', 's', at(30)), slotOf('b', 's', at(31)));
    there.put(it.path('slots'), (request, response) => {
      const fresh = request.headers['if-none-match'] === '"v1"';
      const headers = { etag: '"v1"', 'cache-control': 'public, max-age=1500' };
      response.writeHead(fresh ? 304 : 200, headers).end(fresh ? '' : text);
    });
    await it.look();
    expect(await it.free()).toBe(2);
    expect((await it.told()).faults).toEqual({});
    const asked = () => there.asked.filter(({ path }) => path === it.path('slots'));
    expect(asked()).toHaveLength(1);
    // Nobody asks within the minute, and the file not before its 25 minutes.
    await it.look();
    await it.again();
    expect(asked()).toHaveLength(1);
    minutes(15);
    await it.again();
    expect(asked().map(({ etag }) => etag)).toEqual([undefined, '"v1"']);
    expect(await it.free()).toBe(2);
    await it.stop();
  });

  test('a slot that is named no more is gone; one of another file is not', async () => {
    const it = await publisher('urologist');
    it.list('one', 'two');
    const all = [slotOf('a', 's', at(30)), slotOf('b', 's', at(31)), slotOf('c', 's', at(32))];
    it.put('one', lines(...all));
    it.put('two', lines(slotOf('d', 's', at(33))));
    await it.look();
    expect(await it.free()).toBe(4);
    it.put('one', lines(...all.slice(1)));
    await it.again();
    expect(await it.free()).toBe(3);
    await it.stop();
  });

  test('gzip that ends early, a short length and half a last line close nothing', async () => {
    const it = await publisher('gynaecologist');
    const all = [slotOf('a', 's', at(30)), slotOf('b', 's', at(31)), slotOf('c', 's', at(32))];
    it.put('slots', lines(...all));
    await it.look();
    const part = lines(all[0], all[1]);
    const packed = gzipSync(part);
    there.put(it.path('slots'), (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, -12));
    });
    await it.again();
    expect((await it.told()).faults).toEqual({ 'cut-short': 1 });
    there.put(it.path('slots'), (_, response) => {
      response.writeHead(200, { 'content-length': String(part.length + 100) });
      response.write(part, () => response.destroy());
    });
    await it.again();
    expect((await it.told()).faults).toMatchObject({ 'cut-short': 2 });
    it.put('slots', `${part}{"resourceType":"Slot","id":"c","sch`);
    await it.again();
    expect((await it.told()).faults).toMatchObject({ 'cut-short': 3 });
    expect(await it.free()).toBe(3);
    // Whole again, packed and without its last end of line: what it does not name is gone.
    there.put(it.path('slots'), (_, response) => {
      const whole = gzipSync(part.trimEnd());
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole);
    });
    await it.again();
    expect(await it.free()).toBe(2);
    await it.stop();
  });

  test('a broken line shields what may have stood there; a bad time shields its schedule alone', async () => {
    const it = await publisher('ophthalmologist');
    it.put('schedules', lines(scheduleOf('s', 'place'), scheduleOf('other', 'place')));
    const all = [slotOf('a', 's', at(30)), slotOf('b', 'other', at(31)), slotOf('c', 's', at(32))];
    it.put('slots', lines(...all));
    await it.look();
    expect(await it.free()).toBe(3);
    it.put('slots', lines('{broken', all[0], all[2]));
    await it.again();
    expect(await it.free()).toBe(3);
    const local = { ...slotOf('b', 'other', at(31)), start: '2026-06-12T09:00:00' };
    it.put('slots', lines(all[0], local));
    await it.again();
    // Of `s` one is gone; of `other` nobody knows.
    expect(await it.free()).toBe(2);
    const { faults } = await it.told();
    expect(faults).toEqual({ 'unreadable-line': 1, 'held-back': 2, 'no-offset': 1 });
    await it.stop();
  });

  test('a file or a list of files that lost most waits for a second look', async () => {
    const it = await publisher('dermatologist');
    const all = [1, 2, 3, 4, 5].map((n) => slotOf(`n${n}`, 's', at(30 + n)));
    it.put('slots', lines(...all));
    await it.look();
    it.put('slots', lines(all[4]));
    await it.again();
    expect(await it.free()).toBe(5);
    expect(await it.told()).toMatchObject({ shrunk: true, faults: { shrunk: 4 } });
    await it.again();
    expect(await it.free()).toBe(1);
    expect((await it.told()).shrunk).toBe(false);
    it.list();
    await it.again();
    expect(await it.free()).toBe(1);
    await it.again();
    expect(await it.free()).toBe(0);
    await it.stop();
  });
});

test('a manifest that did not change is compared too, and its files are asked for all the same', async () => {
  const it = await publisher('ent');
  const text = lines(slotOf('a', 's', at(30)));
  it.put('slots', text);
  it.listOnce('slots');
  const manifest: string[] = [];
  const whole = manifestOf(
    there.at,
    now(),
    ['Location', it.path('locations')],
    ['Schedule', it.path('schedules')],
    ['Slot', it.path('slots')],
  );
  there.put(it.path('$bulk-publish'), (request, response) => {
    manifest.push(request.headers['if-none-match'] ?? '');
    const same = request.headers['if-none-match'] === '"m"';
    response.writeHead(same ? 304 : 200, { etag: '"m"' }).end(same ? '' : whole);
  });
  await it.look();
  it.put('slots', lines(slotOf('a', 's', at(30)), slotOf('b', 's', at(31))));
  await it.again();
  expect(manifest).toEqual(['', '"m"']);
  expect(await it.free()).toBe(2);
  await it.stop();
});

describe('faults of real publications', () => {
  test('each has its name, and none of them stops the rest', async () => {
    const it = await publisher('cardiologist', { zone: 'America/New_York' });
    const june = (hour: number, offset: string) =>
      `2026-06-12T${String(hour).padStart(2, '0')}:00:00${offset}`;
    const slot = (id: string, start: string, end: string, more: object = {}) => ({
      ...slotOf(id, 's', '2026-06-12T09:00:00Z', more),
      start,
      end,
    });
    const capacity = (valueInteger: unknown) => ({
      url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity',
      valueInteger,
    });
    it.put(
      'slots',
      lines(
        // One id for all, winter's offset in summer, a window of a whole day.
        slot('same', june(9, '-05:00'), june(18, '-05:00'), { extension: [capacity(33)] }),
        slot('same', june(8, '-04:00'), june(9, '-04:00'), {
          extension: [capacity(1), capacity(2)],
        }),
        slot('half', june(10, '-04'), june(11, '-04')),
        slot('minus', june(11, '-04:00'), june(12, '-04:00'), { extension: [capacity(-3)] }),
        slot('backwards', june(12, '-04:00'), june(11, '-04:00')),
        { ...slot('lost', june(9, 'Z'), june(10, 'Z')), schedule: { reference: 'Schedule/none' } },
        { resourceType: 'Slot', id: 'nothing' },
        { resourceType: 'Patient', id: 'nobody' },
      ),
    );
    await it.look();
    expect((await it.told()).faults).toEqual({
      'wrong-offset': 2,
      'coarse-window': 1,
      'repeated-extension': 1,
      'wrong-capacity': 1,
      'ends-before-start': 1,
      'unknown-schedule': 1,
      'unreadable-line': 1,
    });
    // 33 and 1 and 1; the instant that was written is kept.
    expect(await it.free()).toBe(35);
    const starts = await inside(house.it, (tx) =>
      tx.db
        .selectFrom('access_slots')
        .select('start_at')
        .where('specialty', '=', 'cardiologist')
        .where('capacity', '=', 33)
        .execute(),
    );
    expect(starts[0]!.start_at.toISOString()).toBe('2026-06-12T14:00:00.000Z');
    await it.stop();
  });

  test('a zone that is none, and a place nobody knows, are told', async () => {
    const it = await publisher('neurologist');
    it.put(
      'locations',
      lines(
        locationOf('place', {
          extension: [
            { url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'Mars/One' },
          ],
        }),
        locationOf('elsewhere'),
      ),
    );
    it.put('schedules', lines(scheduleOf('s', 'place'), scheduleOf('e', 'elsewhere')));
    it.put('slots', lines(slotOf('a', 's', at(30)), slotOf('b', 'e', at(30))));
    await it.look();
    expect((await it.told()).faults).toEqual({ 'unknown-zone': 1, 'unknown-clinic': 1 });
    await it.stop();
  });

  test('schedules and slots made anew each night go on as they were', async () => {
    const it = await publisher('endocrinologist');
    const night = (n: number) => {
      const doctor = { reference: 'Practitioner/anna' };
      const actor = [{ reference: 'Location/place' }, doctor];
      it.put('schedules', lines(scheduleOf(`night-${n}`, 'place', { actor })));
      const times = ['2026-06-20T09:00:00Z', '2026-06-20T10:00:00Z'];
      it.put(
        'slots',
        lines(...times.map((start, at_) => slotOf(`${n}-${at_}`, `night-${n}`, start))),
      );
    };
    night(1);
    await it.look();
    night(2);
    await it.again();
    night(3);
    await it.again();
    const changes = await inside(house.it, (tx) =>
      tx.db
        .selectFrom('access_slot_events')
        .select('change')
        .where('specialty', '=', 'endocrinologist')
        .execute(),
    );
    expect(changes.map(({ change }) => change)).toEqual(['opened', 'opened']);
    expect((await it.told()).faults).toEqual({ 'made-anew': 4 });
    await it.stop();
  });
});

describe('the way there', () => {
  test('leads to no closed address, to no other host, and round in no circle', async () => {
    const inner = await publisher('dentist', { url: 'http://inner.example:1/$bulk-publish' });
    const away = await publisher('dentist');
    const moved = await publisher('dentist');
    const round = await publisher('dentist');
    const lead = (name: string, it: typeof away, to: string) =>
      there.put(
        it.path(name),
        (_, response) => void response.writeHead(302, { location: to }).end(),
      );
    lead('$bulk-publish', away, there.at.replace('publisher', 'elsewhere'));
    lead('slots', moved, moved.path('moved'));
    moved.put('moved', lines(slotOf('a', 's', at(30))));
    lead('$bulk-publish', round, round.path('$bulk-publish'));
    await there.look();
    expect((await inner.told()).faults).toEqual({ 'refused-address': 1 });
    expect((await away.told()).faults).toEqual({ 'redirect-elsewhere': 1 });
    expect((await round.told()).faults).toEqual({ 'redirect-elsewhere': 1 });
    expect((await moved.told()).faults).toEqual({});
    expect(await moved.free()).toBe(1);
    for (const it of [inner, away, moved, round]) await it.stop();
  });

  test('one that hangs keeps no other waiting', async () => {
    const dead = await publisher('ent');
    const well = await publisher('ent');
    let open = (): void => undefined;
    const hung = new Promise<void>((resolve) => {
      there.put(dead.path('$bulk-publish'), (_, response) => {
        open = () => void response.end('nothing of it');
        resolve();
      });
    });
    well.put('slots', lines(slotOf('a', 's', at(30))));
    const looks = there.look();
    await hung;
    while ((await well.told()).last_ok === null)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await dead.told()).last_ok).toBeNull();
    open();
    await looks;
    expect((await dead.told()).faults).toEqual({ 'not-a-publication': 1 });
    for (const it of [dead, well]) await it.stop();
  });

  test('a file that is missing stops no other; a publication that is old makes waits unknown', async () => {
    const it = await publisher('orthodontist');
    it.listOnce('missing', 'slots');
    it.put('slots', lines(slotOf('a', 's', at(30))));
    await it.look();
    expect((await it.told()).faults).toEqual({ 'no-answer': 1 });
    expect((await lineOf(house.it, CLINIC, 'orthodontist')).state).toBe('places');
    // Nothing new for longer than two intervals, in its own words.
    await it.again();
    await it.again();
    expect((await it.told()).faults).toMatchObject({ 'old-data': 1 });
    expect((await lineOf(house.it, CLINIC, 'orthodontist')).state).toBe('unknown');
    it.list('slots');
    await it.again();
    expect((await lineOf(house.it, CLINIC, 'orthodontist')).state).toBe('places');
    await it.stop();
  });
});

test('nobody pushes in the place of a publication, and only an administrator keeps sources', async () => {
  const it = await publisher('oncologist');
  const feed = { source: it.code, seq: 1, mode: 'DIFF', at: at(0), slots: [] };
  const answer = await house.call('/api/v1/slots', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await house.key('slots:write')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(feed),
  });
  expect(answer.status).toBe(403);
  await expect(house.it.faces.access.putSource(visitor, it.kept)).rejects.toMatchObject({
    code: 'sign-in-required',
  });
  await expect(
    house.it.faces.access.putSource(administrator, { ...it.kept, zone: 'Mars/One' }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
  expect(OTHER).not.toBe(CLINIC);
});

// Real publications that may not stand in this repository: the folder is told from outside.
const folder = process.env.PUBLICATIONS_FOLDER ?? '';
if (existsSync(join(folder, 'riteaid-2023-03-24')))
  test('real publications', async () => {
    const publish = (
      name: string,
      path: string,
      replace: readonly (readonly [string, string])[],
    ) => {
      const own = join(folder, name);
      for (const file of readdirSync(own)) {
        let text = readFileSync(join(own, file), 'utf8');
        for (const [from, to] of replace) text = text.replaceAll(from, `${there.at}${to}`);
        // The day of its making stands for today, so that its slots are to come.
        there.put(`${path}/${file.replace('_bulk', '$bulk')}`, text);
      }
    };
    const keep = (code: string, url: string, more: object) =>
      house.it.faces.access.putSource(administrator, {
        code,
        name: code,
        kind: 'smart',
        intervalMinutes: 10,
        url: `${there.at}${url}`,
        places: { '*': CLINIC },
        services: { '*': 'ophthalmologist' },
        ...more,
      });
    const faultsOf = async (code: string) => {
      const { sources } = await house.it.faces.access.listSources(administrator, {});
      const { faults } = sources.find((one) => one.code === code)!;
      return Object.fromEntries(faults.map(({ fault, count }) => [fault, count]));
    };
    const slots = (code: string) =>
      inside(house.it, async (tx) =>
        tx.db
          .selectFrom('access_slots as s')
          .innerJoin('access_sources as c', 'c.id', 's.source_id')
          .select(['s.slot', 's.capacity'])
          .where('c.code', '=', code)
          .execute(),
      );
    const base = 'https://api.riteaid.com/digital/vaccine-provider/states';
    publish('riteaid-2023-03-24/api.riteaid.com', '/rite', [
      [`${base}/locations/NJ`, '/rite/locations_NJ'],
      [`${base}/schedules/NJ`, '/rite/schedules_NJ'],
      [`${base}/slots/NJ`, '/rite/slots_NJ'],
      [base, '/nothing'],
    ]);
    await keep('rite-aid', '/rite/$bulk-publish', { zone: 'America/New_York', states: ['NJ'] });
    const raw =
      'https://raw.githubusercontent.com/smart-on-fhir/smart-scheduling-links/master/examples';
    publish('smart-spec-examples', '/spec', [[raw, '/spec']]);
    await keep('spec', '/spec/$bulk-publish', { zone: 'America/New_York' });
    await there.look();
    const [rite, spec] = [await slots('rite-aid'), await slots('spec')];
    expect(rite).toHaveLength(1542);
    expect(await faultsOf('rite-aid')).toMatchObject({ 'wrong-offset': 1542 });
    expect(spec.length).toBeGreaterThan(0);
    process.stdout.write(
      `${JSON.stringify([await faultsOf('rite-aid'), spec.length, await faultsOf('spec')])}\n`,
    );
  });
