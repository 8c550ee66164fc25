import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { ask, askRefused, BASE, readXml } from './open311-support.ts';
import { useServing } from './serving.ts';

const serving = useServing();

interface Service {
  service_code: string;
  metadata: boolean;
  type: string;
  keywords: string;
}
interface Attribute {
  code: string;
  datatype: string;
  order: number;
  required: boolean;
  variable: boolean;
  values?: { key: string; name: string }[];
}

describe('/open311/v2/discovery', () => {
  test('tells who is asked for keys, where the endpoint is and what it speaks', async () => {
    const { body, root, headers } = await ask<Record<string, unknown>>(serving, '/discovery');
    expect(root).toBe('discovery');
    expect(Object.keys(body)).toEqual(['changeset', 'contact', 'key_service', 'endpoints']);
    expect(body.endpoints).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: expect.stringMatching(/\/open311\/v2$/),
        changeset: body.changeset,
        type: 'test',
        formats: ['text/xml', 'application/json'],
      },
    ]);
    const at = Date.parse(String(body.changeset));
    expect(new Date(at).toISOString()).toBe(body.changeset);
    expect(at).toBeLessThanOrEqual(serving.it.clock.now().getTime());
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('/open311/v2/services', () => {
  test('are the open topics, with seven fields each and codes of their own', async () => {
    const { body, root } = await ask<Service[]>(serving, '/services');
    expect(root).toBe('services');
    expect(body.length).toBeGreaterThan(5);
    expect(new Set(body.map((one) => one.service_code)).size).toBe(body.length);
    for (const service of body) {
      expect(Object.keys(service)).toEqual([
        'service_code',
        'service_name',
        'description',
        'metadata',
        'type',
        'keywords',
        'group',
      ]);
      expect(service.type).toBe('realtime');
      expect(typeof service.metadata).toBe('boolean');
    }
  });

  test('a topic that is closed is not among them, and has no definition', async () => {
    const { it } = serving;
    const code = 'no-shoe-covers';
    const sql = new pg.Client({ connectionString: it.superUrl });
    await sql.connect();
    const close = `update topics set suspended_reason = 'ремонт' where code = '${code}'`;
    await sql.query(close);
    // By hand and outside any region: seen when kept answers are over.
    it.clock.advance(10_000);
    const { body } = await ask<Service[]>(serving, '/services');
    const refused = await askRefused(serving, `/services/${code}`);
    await sql.query(`update topics set suspended_reason = null where code = '${code}'`);
    await sql.end();
    it.clock.advance(10_000);
    expect(body.map((one) => one.service_code)).not.toContain(code);
    expect(refused.status).toBe(404);
  });

  test('a topic without questions says so, and has no definition', async () => {
    const { it } = serving;
    const code = 'no-shoe-covers';
    const sql = new pg.Client({ connectionString: it.superUrl });
    await sql.connect();
    const kept = await sql.query(`select version, definition from topics where code = '${code}'`);
    await sql.query(
      `update topics set definition = jsonb_set(definition, '{fields}', '[]') where code = '${code}'`,
    );
    it.clock.advance(10_000);
    const { body } = await ask<Service[]>(serving, '/services');
    const refused = await askRefused(serving, `/services/${code}`);
    for (const row of kept.rows)
      await sql.query(`update topics set definition = $1 where code = '${code}' and version = $2`, [
        row.definition,
        row.version,
      ]);
    await sql.end();
    it.clock.advance(10_000);
    expect(body.find((one) => one.service_code === code)?.metadata).toBe(false);
    expect(refused.status).toBe(404);
  });

  test('in English for whoever asks so', async () => {
    const init = { headers: { 'accept-language': 'en-GB,en;q=0.9' } };
    const { body, headers } = await ask<{ service_name: string }[]>(serving, '/services', init);
    expect(headers.get('content-language')).toBe('en');
    expect(body.map((one) => one.service_name).join()).not.toMatch(/[а-я]/i);
  });

  test('every one with questions has a definition', async () => {
    const { body } = await ask<Service[]>(serving, '/services');
    for (const { service_code, metadata } of body) {
      if (!metadata) continue;
      const found = await ask<{ service_code: string; attributes: Attribute[] }>(
        serving,
        `/services/${service_code}`,
      );
      expect(found.root).toBe('service_definition');
      expect(Object.keys(found.body)).toEqual(['service_code', 'attributes']);
      expect(found.body.service_code).toBe(service_code);
      const { attributes } = found.body;
      expect(attributes.map((one) => one.order)).toEqual(attributes.map((_, at) => at + 1));
      for (const attribute of attributes) {
        expect(Object.keys(attribute).slice(0, 7)).toEqual([
          'variable',
          'code',
          'datatype',
          'required',
          'datatype_description',
          'order',
          'description',
        ]);
        const isList = attribute.datatype.endsWith('valuelist');
        expect('values' in attribute).toBe(isList);
        for (const value of attribute.values ?? [])
          expect(Object.keys(value)).toEqual(['key', 'name']);
        expect([attribute.variable, typeof attribute.required]).toEqual([true, 'boolean']);
      }
    }
  });
});

describe('what there is not', () => {
  test.each([
    '/services/nothing',
    '/requests/26-999999-9',
    '/requests/nonsense',
    `/requests/${'9'.repeat(500)}`,
    '/requests/%00',
    '/tokens/abc',
    '/nothing',
    '/services/a/b',
  ])('%s', async (path) => {
    const { status, headers } = await askRefused(serving, path);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([404, '*']);
  });

  test.each(['', '/', '/services', '/services.txt', '/services.', '/services.XML', '/%ff.xml'])(
    'an address with no known ending: %s',
    async (path) => {
      const response = await serving.call(BASE + path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
      expect(readXml(await response.text()).name).toBe('errors');
    },
  );

  test.each(['/discovery', '/services', '/services/nothing', '/requests', '/tokens/abc'])(
    '%s of another jurisdiction',
    async (path) => {
      const refused = await askRefused(serving, `${path}?jurisdiction_id=RU-SPE`);
      expect([refused.status, refused.said]).toEqual([404, expect.stringContaining('RU-MOW')]);
    },
  );

  test('our own jurisdiction, an empty one and none are one', async () => {
    for (const query of ['', '?jurisdiction_id=', '?jurisdiction_id=RU-MOW'])
      expect((await ask(serving, `/services${query}`)).status).toBe(200);
  });
});

describe('methods', () => {
  test.each([
    ['/services', 'POST', 'GET, HEAD'],
    ['/discovery', 'DELETE', 'GET, HEAD'],
    ['/requests', 'PUT', 'GET, HEAD, POST'],
    ['/requests/26-000001-1', 'POST', 'GET, HEAD'],
    ['/tokens/abc', 'PATCH', 'GET, HEAD'],
    ['/services', 'OPTIONS', 'GET, HEAD'],
  ])('%s does not take %s', async (path, method, allow) => {
    const refused = await askRefused(serving, path, { method });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, allow]);
  });

  test('HEAD answers as GET without a body', async () => {
    const head = await serving.call(`${BASE}/services.xml`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(head.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('packing', () => {
  /** What the wire carries: `fetch` would unpack it and say nothing. */
  const raw = (packing: string) =>
    new Promise<{ packing: string | undefined; vary: string; body: Buffer }>((resolve, reject) => {
      const headers = { 'accept-encoding': packing };
      get(`${serving.base}${BASE}/services.json`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () =>
          resolve({
            packing: response.headers['content-encoding'],
            vary: String(response.headers.vary),
            body: Buffer.concat(chunks),
          }),
        );
      }).once('error', reject);
    });

  test('a kept answer goes packed to who takes that, and plain to who does not', async () => {
    const first = await raw('br, gzip');
    const kept = await raw('gzip;q=0.5');
    const plain = [await raw('identity'), await raw('gzip;q=0'), await raw('br')];
    expect(first.packing).toBe('gzip');
    expect(kept).toEqual(first);
    expect(first.vary).toMatch(/Accept-Language.*Accept-Encoding/i);
    for (const one of plain) {
      expect(one.packing).toBeUndefined();
      expect(one.body).toEqual(gunzipSync(first.body));
    }
  });
});
