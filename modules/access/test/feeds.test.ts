import { describe, expect, test } from 'vitest';
import { useServing } from '../../../apps/server/test/serving.ts';
import {
  administrator,
  CLINIC,
  clock,
  hoursOn,
  inside,
  lineOf,
  newSource,
  push,
  slot,
  STRANGER,
  visitor,
} from './house.ts';

const house = useServing();
const HOUR_ms = 3_600_000;
const faultsOf = async (source: string): Promise<Record<string, number>> => {
  const { sources } = await house.it.faces.access.listSources(administrator, {});
  const found = sources.find(({ code }) => code === source)!;
  return Object.fromEntries(found.faults.map(({ fault, count }) => [fault, count]));
};
const events = (
  source: string,
): Promise<{ change: string; slot: string; reason: string | null }[]> =>
  inside(house.it, (tx) =>
    tx.db
      .selectFrom('access_slot_events as e')
      .innerJoin('access_sources as s', 's.id', 'e.source_id')
      .select(['e.change', 'e.slot', 'e.reason'])
      .where('s.code', '=', source)
      .orderBy('e.seq')
      .orderBy('e.slot')
      .execute(),
  );

describe('numbers of feeds', () => {
  test('a repeat changes nothing, a gap asks for everything, a stranger is refused', async () => {
    const source = await newSource(house.it);
    const specialty = 'surgeon';
    const one = slot(house.it, 'a', 30, { specialty });
    expect(await push(house.it, source, 1, [one])).toMatchObject({ outcome: 'taken', changed: 1 });
    const busy = { ...one, status: 'busy' };
    expect(await push(house.it, source, 1, [busy])).toMatchObject({ outcome: 'same', changed: 0 });
    expect(await push(house.it, source, 3, [busy])).toMatchObject({ outcome: 'send-full', seq: 1 });
    expect((await lineOf(house.it, CLINIC, specialty)).state).toBe('places');
    await expect(push(house.it, source, 2, [busy], {}, STRANGER)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await push(house.it, source, 2, [busy])).toMatchObject({ outcome: 'taken', changed: 1 });
    expect((await lineOf(house.it, CLINIC, specialty)).state).toBe('full');
    expect(await faultsOf(source)).toEqual({ 'sequence-repeat': 1, 'sequence-gap': 1 });
  });

  test('the same rows again cost a comparison and write nothing', async () => {
    const source = await newSource(house.it);
    const rows = [1, 2, 3].map((n) => slot(house.it, `s${n}`, 20 + n, { specialty: 'urologist' }));
    expect(await push(house.it, source, 1, rows)).toMatchObject({ changed: 3, waits: 1 });
    expect(await push(house.it, source, 2, rows)).toMatchObject({ changed: 0, waits: 0 });
    expect(await events(source)).toHaveLength(3);
  });
});

describe('bad rows', () => {
  test('each has its name, is counted and stops nobody else', async () => {
    const source = await newSource(house.it, { doctors: ['d1'] });
    const good = (id: string, more = {}) =>
      slot(house.it, id, 50, { specialty: 'gynaecologist', doctor: 'd1', ...more });
    const rows = [
      good('fine'),
      good('backwards', { end: hoursOn(house.it, 49) }),
      good('no-zone', { start: '2026-06-12T09:00:00' }),
      good('stranger', { doctor: 'd2' }),
      good('far', { start: '2056-06-12T09:00:00Z', end: '2056-06-12T09:15:00Z' }),
      good('nowhere', { clinic: 'no-such-clinic' }),
      good('nothing', { specialty: 'astrologer' }),
      good('half', { capacity: 0.5 }),
      good('fine', { status: 'busy' }),
      { id: 'stump' },
    ];
    const { outcome, changed, faults } = await push(house.it, source, 1, rows);
    expect({ outcome, changed, faults }).toEqual({
      outcome: 'taken',
      changed: 2,
      faults: {
        'ends-before-start': 1,
        'no-offset': 1,
        'unknown-doctor': 1,
        'too-far-ahead': 1,
        'unknown-clinic': 1,
        'unknown-specialty': 1,
        'wrong-capacity': 1,
        'repeated-id': 1,
        'wrong-shape': 1,
      },
    });
    expect(await faultsOf(source)).toEqual(faults);
    // The last of two rows with one id counts, and half a place is none.
    expect((await lineOf(house.it, CLINIC, 'gynaecologist')).state).toBe('full');
  });

  test('clocks ahead and back are counted, and no change is dated after we knew it', async () => {
    const source = await newSource(house.it);
    const one = slot(house.it, 'a', 30, { specialty: 'dermatologist' });
    await push(house.it, source, 1, [one], { at: hoursOn(house.it, 5) });
    await push(house.it, source, 2, [{ ...one, status: 'busy' }], { at: hoursOn(house.it, -5) });
    expect(await faultsOf(source)).toEqual({ 'clock-ahead': 1, 'clock-back': 1 });
    const late = await inside(house.it, (tx) =>
      tx.db
        .selectFrom('access_slot_events')
        .select('slot')
        .whereRef('at', '>', 'known_at')
        .execute(),
    );
    expect(late).toEqual([]);
  });
});

describe('whole lists', () => {
  test('what is not named any more is closed; a list that lost most waits for a second one', async () => {
    const source = await newSource(house.it);
    const rows = [1, 2, 3, 4, 5].map((n) =>
      slot(house.it, `w${n}`, 20 + n, { specialty: 'dentist' }),
    );
    const full = { mode: 'FULL', covers: [CLINIC] };
    await push(house.it, source, 1, rows, full);
    await push(house.it, source, 2, rows.slice(1), full);
    expect((await events(source)).at(-1)).toEqual({
      change: 'closed',
      slot: 'w1',
      reason: 'vanished',
    });
    const shrunk = await push(house.it, source, 3, rows.slice(4), full);
    expect(shrunk).toMatchObject({ changed: 0, faults: { shrunk: 3 } });
    expect((await lineOf(house.it, CLINIC, 'dentist')).places_7d).toBe(4);
    expect(await push(house.it, source, 4, rows.slice(4), full)).toMatchObject({ changed: 3 });
    expect((await lineOf(house.it, CLINIC, 'dentist')).places_7d).toBe(1);
  });

  test('CSV holds the same columns', async () => {
    const source = await newSource(house.it);
    const { id, clinic, start, end, status } = slot(house.it, 'c,1', 26);
    const csv = `id,clinic,specialty,start,end,status,capacity\r\n"${id}",${clinic},orthodontist,${start},${end},${status},2\r\n`;
    const taken = await push(house.it, source, 1, [], { format: 'csv', slots: csv });
    expect(taken).toMatchObject({ rows: 1, changed: 1, faults: {} });
    expect((await lineOf(house.it, CLINIC, 'orthodontist')).places_30d).toBe(2);
  });

  test('booking leads to the link of the first place', async () => {
    const source = await newSource(house.it);
    const at = (id: string, hours: number) =>
      slot(house.it, id, hours, {
        specialty: 'oncologist',
        book_url: `https://book.example/${id}`,
      });
    await push(house.it, source, 1, [at('second', 60), at('first', 40)]);
    const { bookUrl } = await lineOf(house.it, CLINIC, 'oncologist');
    expect(bookUrl).toBe('https://book.example/first');
  });
});

describe('two sources and silence', () => {
  test('the most direct one counts, whichever spoke last', async () => {
    const specialty = 'cardiologist';
    const [far, near] = [await newSource(house.it, { distance: 3 }), await newSource(house.it)];
    await push(house.it, near, 1, [slot(house.it, 'n', 100, { specialty })]);
    const { faults } = await push(house.it, far, 1, [slot(house.it, 'f', 2, { specialty })]);
    expect(faults).toEqual({ 'covered-by-other': 1 });
    expect((await lineOf(house.it, CLINIC, specialty)).within24h).toBe(false);
  });

  test('a silent source makes the wait unknown from its own moment on, and speaking ends it', async () => {
    const specialty = 'neurologist';
    const source = await newSource(house.it);
    await push(house.it, source, 1, [slot(house.it, 'a', 200, { specialty })]);
    const spoke = house.it.clock.now().getTime();
    expect((await lineOf(house.it, CLINIC, specialty)).state).toBe('places');
    house.it.clock.advance(5 * HOUR_ms);
    await house.it.faces.access.wakeWaits(clock, {});
    expect(await lineOf(house.it, CLINIC, specialty)).toMatchObject({
      state: 'unknown',
      k1_days: null,
    });
    const at = (hours: number) =>
      house.it.faces.access.getWaitAt(visitor, {
        clinic: CLINIC,
        specialty,
        at: new Date(spoke + hours * HOUR_ms).toISOString(),
      });
    expect((await at(1.9)).state).toBe('places');
    expect((await at(2)).state).toBe('unknown');
    await push(house.it, source, 2, []);
    expect((await lineOf(house.it, CLINIC, specialty)).state).toBe('places');
  });
});

describe('the door for slots', () => {
  const post = (key: string, body: unknown) =>
    house.call('/api/v1/slots', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const feed = async (more: object = {}) => ({
    source: await newSource(house.it),
    seq: 1,
    mode: 'FULL',
    at: house.it.clock.now().toISOString(),
    slots: [slot(house.it, 'door', 30, { specialty: 'ent' })],
    ...more,
  });

  test('takes a feed of its scope alone, and says what became of it', async () => {
    const answer = await post(await house.key('slots:write'), await feed());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ outcome: 'taken', changed: 1 });
    expect((await post(await house.key('visits:write'), await feed())).status).toBe(403);
  });

  test('refuses both forms of rows at once, and none', async () => {
    const key = await house.key('slots:write');
    for (const more of [{ csv: 'id' }, { slots: undefined }])
      expect((await post(key, await feed(more))).status).toBe(422);
  });
});
