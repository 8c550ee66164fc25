import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { regionScope } from '@otklik/kernel';
import { REGION, staff } from '../../../tests/support/installation.ts';
import { filing, post } from './filings.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const PATH = '/api/v1/complaints';
let key = '';
beforeAll(async () => {
  key = await serving.key('complaints:write');
});

interface Filed {
  number: string;
  state: string;
  receipt: string;
  breach: { over_min: number } | null;
}
const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;
const countCases = async (): Promise<number> =>
  serving.it.app.store.withScope(
    regionScope(REGION),
    async (tx) =>
      (
        await tx.db
          .selectFrom('cases')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
  );

describe('filing with a key', () => {
  test('gives number, state and receipt; the author gets the letter', async () => {
    const response = await serving.call(PATH, post(key, filing()));
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const filed = (await response.json()) as Filed;
    expect(Object.keys(filed).sort()).toEqual(['breach', 'number', 'receipt', 'state']);
    expect(filed).toMatchObject({ state: 'draft', breach: { broken: true, over_min: 90 } });
    await serving.it.runJobs();
    expect(serving.it.letters.map((letter) => letter.to)).toContain('patient@example.org');
  });

  test('names one or several people, in confidence', async () => {
    const named = [{ words: 'Снегирёва, терапевт' }, { words: 'администратор у окна' }];
    const response = await serving.call(PATH, post(key, { ...filing(), named }));
    const { number } = (await response.json()) as Filed;
    const moderator = staff(randomUUID(), { role: 'moderator', reach: { kind: 'region' } });
    const { people } = await serving.it.faces.namedStaff.getNamed(moderator, { number });
    expect(people.map(({ proposal }) => proposal?.words)).toEqual(named.map(({ words }) => words));
    const many = Array.from({ length: 6 }, () => named[0]);
    const refused = await serving.call(PATH, post(key, { ...filing(), named: many }));
    expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid-input']);
  });

  test('a replay gets the same number and receipt, and opens no second case', async () => {
    const init = post(key, filing());
    const first = (await (await serving.call(PATH, init)).json()) as Filed;
    const count = await countCases();
    const again = await serving.call(PATH, init);
    expect(again.status).toBe(201);
    expect(await again.json()).toEqual(first);
    expect(await countCases()).toBe(count);
  });

  test('the same key with another body is refused', async () => {
    const name = randomUUID();
    await serving.call(PATH, post(key, filing(), { 'idempotency-key': name }));
    const other = filing({ story: 'Совсем другая история, но под тем же ключом повтора.' });
    const refused = await serving.call(PATH, post(key, other, { 'idempotency-key': name }));
    expect(refused.status).toBe(422);
    expect(await codeOf(refused)).toBe('idempotency-key-reused');
  });

  test('the same Idempotency-Key of another machine is another act', async () => {
    const other = await serving.key('complaints:write');
    const name = { 'idempotency-key': randomUUID() };
    const first = (await (await serving.call(PATH, post(key, filing(), name))).json()) as Filed;
    const second = (await (await serving.call(PATH, post(other, filing(), name))).json()) as Filed;
    expect(second.number).not.toBe(first.number);
  });

  test('many senders of one key at once open one case; who came second is told to come again', async () => {
    const init = post(key, filing());
    const before = await countCases();
    const answers = await Promise.all(Array.from({ length: 8 }, () => serving.call(PATH, init)));
    const filed = answers.filter((answer) => answer.status === 201);
    const busy = answers.filter((answer) => answer.status === 409);
    expect(filed.length + busy.length).toBe(8);
    for (const answer of busy) expect(answer.headers.get('retry-after')).toBe('1');
    const numbers = new Set(
      (await Promise.all(filed.map((answer) => answer.json() as Promise<Filed>))).map(
        (answer) => answer.number,
      ),
    );
    expect(numbers.size).toBe(1);
    expect(await countCases()).toBe(before + 1);
  });
});

describe('who may file', () => {
  test('nobody without a key, with a wrong one, or with a cookie alone', async () => {
    const { authorization: _none, ...rest } = post(key, filing()).headers as Record<string, string>;
    const wrong = `otk_${'A'.repeat(43)}`;
    for (const headers of [
      rest,
      { ...rest, cookie: 'otklik=whatever', origin: serving.base },
      { ...rest, authorization: `Bearer ${wrong}` },
      { ...rest, authorization: 'Bearer nonsense' },
      { ...rest, authorization: 'Basic dTpw' },
    ]) {
      const refused = await serving.call(PATH, { ...post(key, filing()), headers });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      expect(await codeOf(refused)).toBe('credential-invalid');
    }
  });

  test('a key without the scope is refused, and the refusal stands in the act log', async () => {
    const reader = await serving.keyWithoutScope();
    const refused = await serving.call(PATH, post(reader, filing()));
    expect(refused.status).toBe(403);
    expect(await codeOf(refused)).toBe('forbidden');
    const rows = await serving.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .selectFrom('audit_rows')
        .select(['action', 'after'])
        .where('outcome', '=', 'refused')
        .execute(),
    );
    expect(rows).toContainEqual({ action: 'complaints.file-complaint', after: 'forbidden' });
  });

  test('a revoked key opens nothing, on reading routes too', async () => {
    const actor = { kind: 'system', region: REGION, name: 'cli' } as const;
    const made = await serving.it.accounts.createApiKey(actor, {
      name: 'to be revoked',
      scopes: ['complaints:write'],
    });
    await serving.it.accounts.revokeApiKey(actor, { keyId: made.keyId });
    expect((await serving.call(PATH, post(made.key, filing()))).status).toBe(401);
    const read = await serving.call('/api/v1/topics', {
      headers: { authorization: `Bearer ${made.key}` },
    });
    expect(read.status).toBe(401);
  });
});

describe('what is refused in a filing', () => {
  test.each([
    ['no e-mail', { email: undefined }, 'email'],
    ['no address', { email: 'not an address' }, 'email'],
    ['an unknown field', { role: 'moderator' }, ''],
    ['a short story', { story: 'Плохо.' }, 'story'],
    ['a story of 10,000 characters', { story: 'я'.repeat(10_000) }, 'story'],
    ['a clinic that cannot be', { clinic: 'DROP TABLE' }, 'clinic'],
    ['a number for a text', { story: 7 }, 'story'],
    ['a missing answer of the topic', { facts: {} }, 'facts.appointed_at'],
    ['an unknown answer', { facts: { appointed_at: '2026-06-10T09:00', x: '1' } }, 'facts.'],
    ['a time to come', { facts: { appointed_at: '2027-06-10T09:00' } }, 'facts.appointed_at'],
  ])('%s', async (_what, over, path) => {
    const before = await countCases();
    const refused = await serving.call(PATH, post(key, filing(over)));
    expect(refused.status).toBe(422);
    const { error } = (await refused.json()) as {
      error: { code: string; data: { issues: { path: string }[] } };
    };
    expect(error.code).toBe('invalid-input');
    expect(error.data.issues.map((issue) => issue.path).join(' ')).toContain(path);
    expect(await countCases()).toBe(before);
  });

  test('a draft that is not there, whose photos would be missing', async () => {
    const before = await countCases();
    const refused = await serving.call(PATH, post(key, filing({ draft: 'A'.repeat(43) })));
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ error: { code: 'not-found' } });
    expect(await countCases()).toBe(before);
  });

  test('an unknown clinic or topic', async () => {
    expect((await serving.call(PATH, post(key, filing({ clinic: 'nowhere' })))).status).toBe(404);
    const topic = await serving.call(PATH, post(key, filing({ topic: 'nothing' })));
    expect([topic.status, await codeOf(topic)]).toEqual([422, 'unknown-reference']);
  });

  test('no Idempotency-Key, or one too weak to seal an answer with', async () => {
    for (const name of ['', 'short', 'x'.repeat(201)]) {
      const refused = await serving.call(PATH, post(key, filing(), { 'idempotency-key': name }));
      expect(refused.status).toBe(400);
      expect(await codeOf(refused)).toBe('malformed-request');
    }
  });
});
