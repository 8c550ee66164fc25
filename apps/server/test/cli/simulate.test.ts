import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { simulate } from '../../src/cli/simulate.ts';
import { StopAsked, type Stopping } from '../../src/cli/stop-signal.ts';
import { playDay, type SlotRow, type Step } from '../../src/simulate/day.ts';

const asked = { seed: 7, clinics: ['a', 'b'], specialties: ['therapist'], day: '2026-06-10' };
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Feed {
  readonly mode: string;
  readonly seq: number;
  readonly slots: readonly SlotRow[];
}

/** A door that answers as told, and remembers what was said. */
async function doorThat(answer: (feed: Feed, n: number) => [number, object, object?]) {
  const feeds: Feed[] = [];
  const keys = new Set<string | undefined>();
  server = createServer(async (request, response) => {
    const feed = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString()) as Feed;
    feeds.push(feed);
    keys.add(request.headers.authorization);
    const [status, body, headers] = answer(feed, feeds.length);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { feeds, keys, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const taken = ({ seq, slots }: Feed) => ({
  outcome: 'taken',
  seq,
  rows: slots.length,
  changed: slots.length,
  waits: 1,
  faults: { 'covered-by-other': 2 },
});

async function run(url: string, more: string[] = [], stop?: AbortController) {
  const lines: string[] = [];
  const controller = stop ?? new AbortController();
  const stopping = { signal: controller.signal, end: () => undefined } as Stopping;
  const args = ['--url', url, '--key', 'k', '--clinics', 'a,b', '--specialties', 'therapist'];
  const day = ['--seed', '7', '--day', '2026-06-10', '--speed', '100000'];
  const code = await simulate({
    args: [...args, ...day, ...more],
    out: (line) => void lines.push(line),
    stopping,
  });
  return { code, text: lines.join('\n') };
}

test('the same seed gives the same day, another one another; places are those of the days after', () => {
  const steps = [...playDay(asked)];
  expect([...playDay(asked)]).toEqual(steps);
  expect([...playDay({ ...asked, seed: 8 })]).not.toEqual(steps);
  expect(steps).toHaveLength(145);
  expect(steps[0]!.rows.every(({ start }) => start > '2026-06-11')).toBe(true);
  const sum = (of: readonly Step[]): number => of.reduce((all, { booked }) => all + booked, 0);
  const [night, morning] = [steps.slice(0, 37), steps.slice(37, 73)].map(sum);
  expect(morning).toBeGreaterThan(night! * 3);
  // A slot changes only from what it was.
  const known = new Map<string, string>();
  for (const { minute, rows } of steps)
    for (const { id, status } of rows) {
      if (minute > 0 && known.has(id)) expect(status).not.toBe(known.get(id));
      known.set(id, status);
    }
});

test('a day is told to the door with growing numbers from where the source stands', async () => {
  const { feeds, keys, url } = await doorThat((feed, n) =>
    n === 1 ? [200, { ...taken(feed), outcome: 'same', seq: 40 }] : [200, taken(feed)],
  );
  const { code, text } = await run(url);
  expect(code).toBe(0);
  expect(feeds[0]).toMatchObject({ mode: 'FULL', slots: [] });
  expect(feeds.slice(1).map(({ seq }) => seq)).toEqual(feeds.slice(1).map((_, at) => 41 + at));
  expect(keys).toEqual(new Set(['Bearer k']));
  const told = [...playDay(asked)].reduce((all, { rows }) => all + rows.length, 0);
  expect(text).toMatch(new RegExp(`The day is over: \\d+ feeds, ${told} changes`));
  expect(text).toMatch(/faults: covered-by-other \d+\.$/);
  // Each line tells of the hour before it: together they are the day.
  const hours = [...text.matchAll(/booked (\d+), given back/g)].map(([, booked]) => Number(booked));
  expect(hours).toHaveLength(25);
  const booked = [...playDay(asked)].reduce((all, step) => all + step.booked, 0);
  expect(hours.reduce((all, one) => all + one, 0)).toBe(booked);
});

test('a feed that met a gap or a lost answer is sent again; short troubles are waited out', async () => {
  const { feeds, url } = await doorThat((feed, n) => {
    if (n === 2) return [200, { ...taken(feed), outcome: 'send-full', seq: 90, changed: 0 }];
    if (n === 4) return [429, { error: { code: 'rate-limited' } }, { 'retry-after': '1' }];
    return [200, taken(feed)];
  });
  const { code, text } = await run(url);
  expect(code).toBe(0);
  expect(feeds[2]).toMatchObject({ seq: 91, slots: feeds[1]!.slots });
  expect(feeds[4]).toEqual({ ...feeds[3], at: expect.anything() });
  expect(text).toContain('the answer was 429 (rate-limited); again in 1 s');
});

test('what nothing helps is said in words, and Ctrl-C ends with what was done', async () => {
  const refusing = await doorThat(() => [403, { error: { code: 'forbidden' } }]);
  const refused = await run(refusing.url);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.text).toContain('another key holds this source (forbidden)');
  expect(refusing.feeds).toHaveLength(1);
  server?.closeAllConnections();
  server?.close();
  const stop = new AbortController();
  const stopped = await doorThat((feed, n) => {
    if (n === 20) stop.abort(new StopAsked('stop'));
    return [200, taken(feed)];
  });
  const { code, text } = await run(stopped.url, [], stop);
  expect(code).toBe(0);
  expect(text).toMatch(/Stopped at \d\d:\d\d: \d+ feeds/);
  expect(stopped.feeds.length).toBeLessThan(30);
});

test.each([
  [['--url', 'ftp://x'], '--url is the address'],
  [['--key', 'a b'], 'the key of the source'],
  [['--key-file', '/nowhere/at/all'], 'cannot be read'],
  [['--speed', '-1'], 'speed'],
  [['--speed', '0'], '--speed takes a number'],
  [['--clinics', ' , '], '--clinics takes 1 to'],
  [['--day', '2026-02-30'], '--day is a date'],
  [['--nonsense', 'x'], 'nonsense'],
])('%j is told with how it is asked', async (more, words) => {
  const { code, text } = await run('http://127.0.0.1:9', more);
  expect(code).toBe(2);
  expect(text).toContain(words);
});
