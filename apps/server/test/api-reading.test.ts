import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { ROUTES } from '@otklik/api';
import { staff, visitor } from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const SECRET = 'Мой полис 7700 0000 0000 0000, кабинет 12';
const STORY = 'Записалась на девять утра, а приняли после одиннадцати. Телефон 89161234567.';
const open: Record<string, string> = {};
const published: Record<string, string> = {};

/** A complaint through its whole public life; another one that waits for the moderator. */
beforeAll(async () => {
  const { faces, runJobs, letters } = serving.it;
  const file = async (email: string) => {
    const filed = await faces.complaints.fileComplaint(
      visitor(),
      filing({ story: STORY, private: SECRET, email }) as never,
      { proofOfWork: 'no-script' },
    );
    await runJobs();
    const token = letters
      .map(({ text }) => /\/confirm\/([\w-]{43})/.exec(text)?.[1])
      .findLast((one) => one !== undefined)!;
    await faces.complaints.confirmComplaint(visitor(), { token });
    return filed;
  };
  Object.assign(open, await file('waiting@example.org'));
  Object.assign(published, await file('author@example.org'));
  const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
  const executor = staff(newId(), { role: 'executor', reach: { kind: 'region' } });
  const { number = '' } = published;
  const marked = STORY.replace('89161234567', '[[89161234567]]');
  await faces.complaints.publishComplaint(moderator, { number, marked });
  await faces.cases.handInAnswer(executor, {
    number,
    text: 'Проверили расписание: врач принимал экстренного больного. Открыт второй кабинет.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await faces.cases.publishAnswer(moderator, { number });
});

/** The answer, judged by the very schema that the description publishes: one field more and it fails. */
async function read(path: string, pattern: string, init?: RequestInit): Promise<unknown> {
  const response = await serving.call(`/api/v1${path}`, init);
  expect(response.status).toBe(200);
  const body: unknown = await response.json();
  const route = ROUTES.find(
    ({ config }) => config.path === pattern && config.method === 'get',
  )!.config;
  const { content } = route.responses[200] as {
    content: { 'application/json': { schema: { parse(value: unknown): unknown } } };
  };
  content['application/json'].schema.parse(body);
  return body;
}

describe('clinics and topics', () => {
  test('a clinic is found by its number, and the next page follows', async () => {
    const found = (await read('/clinics?q=поликлиника 2&limit=2', '/clinics')) as {
      clinics: { code: string }[];
      next: string;
    };
    expect(found.clinics).toHaveLength(2);
    const next = (await read(
      `/clinics?q=поликлиника 2&limit=2&cursor=${encodeURIComponent(found.next)}`,
      '/clinics',
    )) as typeof found;
    const codes = [...found.clinics, ...next.clinics].map((clinic) => clinic.code);
    expect(new Set(codes).size).toBe(4);
  });

  test('filters by okrug, district and audience', async () => {
    const all = (await read('/clinics?limit=100', '/clinics')) as {
      clinics: { district: { id: string } | null }[];
      total_count: number;
    };
    const district = all.clinics.find((clinic) => clinic.district)!.district!.id;
    const some = (await read(`/clinics?district=${district}&audience=child`, '/clinics')) as {
      clinics: { audience: string; district: { id: string } }[];
      total_count: number;
    };
    expect(some.total_count).toBeLessThan(all.total_count);
    for (const clinic of some.clinics) expect(clinic.district.id).toBe(district);
  });

  test('a clinic by its code; an unknown one is 404', async () => {
    expect(await read('/clinics/msk-a-001-v', '/clinics/{code}')).toMatchObject({
      code: 'msk-a-001-v',
      time_zone: 'Europe/Moscow',
    });
    expect((await serving.call('/api/v1/clinics/nowhere')).status).toBe(404);
  });

  test('topics with their questions', async () => {
    const { topics } = (await read('/topics', '/topics')) as {
      topics: { code: string; fields: { code: string }[] }[];
    };
    const waiting = topics.find((topic) => topic.code === 'wait-at-door-over-1h')!;
    expect(waiting.fields.map((field) => field.code)).toContain('appointed_at');
  });
});

describe('complaints', () => {
  test('the list holds the published one and not the one that waits', async () => {
    const list = (await read('/complaints', '/complaints')) as {
      complaints: { number: string }[];
      total_count: number;
    };
    expect(list.complaints.map((row) => row.number)).toEqual([published.number]);
    expect(list.total_count).toBe(1);
    const none = (await read('/complaints?outcome=confirmed', '/complaints')) as typeof list;
    expect(none.total_count).toBe(0);
    const words = (await read('/complaints?q=принять', '/complaints')) as typeof list;
    expect(words.total_count).toBe(1);
  });

  test('the published one is read whole, with its answer, clocks and what comes next', async () => {
    const page = await read(`/complaints/${published.number}`, '/complaints/{number}');
    expect(page).toMatchObject({
      state: 'answered',
      breach: { broken: true, over_min: 90 },
      next: { role: 'author', stage: 'verdict' },
      answers: [{ outcome: 'change-made', signer_post: 'Главный врач' }],
    });
  });

  test('what is sealed does not go out: to nobody, with or without a key', async () => {
    const key = await serving.key('complaints:write');
    for (const init of [{}, { headers: { authorization: `Bearer ${key}` } }]) {
      const page = JSON.stringify(
        await read(`/complaints/${published.number}`, '/complaints/{number}', init),
      );
      for (const hidden of [SECRET, '89161234567', 'author@', 'T11:30', published.receipt!])
        expect(page).not.toContain(hidden);
      const waiting = await serving.call(`/api/v1/complaints/${open.number}`, init);
      expect(waiting.status).toBe(404);
      const unknown = await serving.call('/api/v1/complaints/26-999999-9', init);
      const bare = async (response: Response) =>
        ((await response.json()) as { error: { data: unknown; code: string } }).error;
      const [one, other] = [await bare(waiting), await bare(unknown)];
      expect([one.code, one.data]).toEqual([other.code, other.data]);
    }
  });
});

describe('headers of open data', () => {
  test('any site may read it without credentials; with a key it is nobody else’s and is not kept', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    const plain = await serving.call('/api/v1/topics', { headers: origin });
    expect(plain.headers.get('access-control-allow-origin')).toBe('*');
    expect(plain.headers.get('access-control-allow-credentials')).toBeNull();
    expect(plain.headers.get('cache-control')).toBe('public, max-age=300');
    const key = await serving.key('complaints:write');
    const keyed = await serving.call('/api/v1/topics', {
      headers: { ...origin, authorization: `Bearer ${key}` },
    });
    expect(keyed.headers.get('access-control-allow-origin')).toBeNull();
    expect(keyed.headers.get('cache-control')).toBe('no-store');
    const preflight = await serving.call('/api/v1/complaints', {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(405);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('complaints are asked for anew each time; an unchanged one costs no body', async () => {
    const first = await serving.call('/api/v1/complaints');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const tag = first.headers.get('etag')!;
    const again = await serving.call('/api/v1/complaints', { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
    expect(again.headers.get('access-control-allow-origin')).toBe('*');
    expect(await again.text()).toBe('');
  });

  test('HEAD answers as GET without the body; a cookie changes nothing', async () => {
    const head = await serving.call('/api/v1/clinics', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const cookie = await serving.call('/api/v1/topics', {
      headers: { cookie: 'otklik.session=x' },
    });
    expect(cookie.headers.get('set-cookie')).toBeNull();
    expect(cookie.headers.get('cache-control')).toBe('public, max-age=300');
  });

  test('the description is served as it is committed', async () => {
    const described = await serving.call('/api/v1/openapi.json');
    expect(described.headers.get('content-type')).toBe('application/json');
    expect(await described.json()).toMatchObject({ openapi: '3.1.0' });
  });
});
